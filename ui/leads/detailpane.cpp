#include "ui/leads/detailpane.h"

#include "models/domain/contactfields.h"
#include "models/replica/candidatefinder.h"
#include "ui/leads/candidatelist.h"
#include "ui/leads/customerfacts.h"
#include "ui/leads/historylist.h"
#include "ui/leads/leadactions.h"
#include "ui/office/customercontext.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/words/chips.h"
#include "ui/words/customerwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

namespace pl::ui {

using namespace std::chrono_literals;

DetailPane::DetailPane(OfficeContext &context, LeadActions &actions, QWidget *parent)
    : SidePane(parent), m_context(context), m_actions(actions)
{
    setObjectName(QStringLiteral("detailPane"));
    nothing()->setObjectName(QStringLiteral("noLeadSelected"));
    nothing()->present(QStringLiteral("inbox"), tr("No lead selected"),
                       tr("Select a lead in the table to see who can take it and what has happened."));
    setPage(buildPage());

    const auto &replica = m_context.replica;
    for (const auto signal : {&replica::OfficeReplica::reset, &replica::OfficeReplica::settingsChanged})
        connect(&replica, signal, this, &DetailPane::refresh);
    // Any lead can change how many a plumber has today.
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &DetailPane::refresh);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, &DetailPane::refresh);
    connect(&replica.candidates(), &replica::CandidateFinder::answersChanged, this, &DetailPane::refresh);
    connect(&m_tick, &QTimer::timeout, this, &DetailPane::refresh);
    m_tick.start(20s);
    connect(&m_second, &QTimer::timeout, this, &DetailPane::fillGrace);
    connectRefused();
}

void DetailPane::connectRefused()
{
    if (!m_context.customers)
        return;
    m_refusedSoon.setSingleShot(true);
    m_refusedSoon.setInterval(120ms);
    connect(&m_refusedSoon, &QTimer::timeout, this, &DetailPane::askRefused);
    connect(&m_context.customers->desk.book(), &replica::DoNotContactBook::changed, this, &DetailPane::refresh);
}

void DetailPane::askRefused()
{
    if (const Lead *lead = m_context.replica.lead(m_leadId); lead && isVisible())
        m_context.customers->desk.book().want(CustomerKey::of(*lead));
}

/// That nobody may have the lead is known at once; the rest is asked for.
void DetailPane::fillRefused(const Lead &lead)
{
    const CustomerKey key = CustomerKey::of(lead);
    const DoNotContact *known = m_context.customers ? m_context.customers->desk.book().of(key) : nullptr;
    if (m_context.customers && !known && !key.isEmpty())
        m_refusedSoon.start();
    QString words = known ? doNotContactText(*known) : QString();
    if (words.isEmpty() && lead.doNotSell)
        words = refusalText(ContactChannel::Sale);
    m_refused->setChip({words, &Colors::red});
    setPlainToolTip(m_refused, lead.doNotSell ? notForSaleText(lead) : QString());
    m_refused->setVisible(!words.isEmpty());
}

void DetailPane::showLead(const QUuid &leadId)
{
    if (leadId != m_leadId)
        scrollToTop();
    m_leadId = leadId;
    refresh();
}

void DetailPane::refresh()
{
    if (isCovered())
        return; // many leads are selected, and this one is shown again after them
    const Lead *lead = m_context.replica.lead(m_leadId);
    showPage(lead);
    m_history->showLead(lead ? m_leadId : QUuid());
    if (!lead)
        return;
    m_name->setText(leadName(*lead));
    m_test->setVisible(lead->isTest);
    setPlainToolTip(m_test, testText(*lead));
    m_urgency->setChip(chipOf(lead->urgency));
    m_status->setChip(chipOf(lead->status));
    fillRefused(*lead);
    fillMissing(*lead);
    fillFacts(*lead);
    fillAssignment(*lead);
    fillCandidates(*lead);
}

/// Nobody asks a customer for anything once the lead is completed.
void DetailPane::fillMissing(const Lead &lead)
{
    const QString words = lead.status == LeadStatus::Completed ? QString() : missingText(lead);
    m_missing->setVisible(!words.isEmpty());
    // Without a service, no plumber can be found.
    m_missingWords->present(QStringLiteral("triangle-alert"), words,
                            lead.serviceNeeded.isEmpty() ? &Colors::amber : &Colors::slate);
}

void DetailPane::fillFacts(const Lead &lead)
{
    m_customer->present(lead);
    m_answers->present(answersOf(lead));
    m_origin->present(originOf(lead));
    const Lead *earlier = lead.duplicateOf ? m_context.replica.lead(*lead.duplicateOf) : nullptr;
    m_duplicate->setFact(earlier ? tr("Also asked %1", "an earlier request, with its time")
                                       .arg(momentText(earlier->createdAt, m_context.clock()))
                                 : QString(),
                         tr("show"));
    const QString words = lead.description.value_or(QString()).trimmed();
    m_description->setText(tr("\u201C%1\u201D", "the customer's own words").arg(words));
    m_description->setVisible(!words.isEmpty());
}

void DetailPane::fillAssignment(const Lead &lead)
{
    const auto &replica = m_context.replica;
    const QString plumber = replica.plumberName(lead.assignedPlumberId);
    fillBanner(lead, plumber);
    const Plumber *assigned = lead.assignedPlumberId ? replica.plumber(*lead.assignedPlumberId) : nullptr;
    m_plumber->setFact(plumber, assigned ? phoneForPeople(assigned->phoneNumber) : QString());
    fillGrace();
}

void DetailPane::fillBanner(const Lead &lead, const QString &plumber)
{
    const Timestamp now = m_context.clock();
    switch (lead.status) {
    case LeadStatus::New:
        fillDeadline(lead, now);
        break;
    case LeadStatus::Assigned:
        if (lead.acceptedAt)
            m_banner->present(QStringLiteral("check"),
                              tr("%1 accepted %2").arg(plumber, agoText(*lead.acceptedAt, now)), &Colors::green);
        else
            m_banner->present(
                QStringLiteral("hourglass"),
                tr("Waiting for %1 since %2").arg(plumber, momentText(lead.assignedAt.value_or(lead.updatedAt), now)),
                &Colors::violet);
        break;
    case LeadStatus::Completed:
        m_banner->present(QStringLiteral("circle-check"),
                          tr("Completed: %1").arg(closedReasonPhrase(lead.closedReason.value_or(ClosedReason::Done))),
                          &Colors::green);
        break;
    }
}

void DetailPane::fillDeadline(const Lead &lead, Timestamp now)
{
    const auto &replica = m_context.replica;
    const bool due = replica.isDueNow(lead, now);
    const QString left = deadlineSentence(replica.assignBy(lead), now);
    m_banner->present(QStringLiteral("alarm-clock"),
                      lead.attention ? tr("%1 \u00B7 %2").arg(attentionText(*lead.attention), left) : left,
                      due              ? &Colors::red
                      : lead.attention ? &Colors::amber
                                       : &Colors::slate);
}

/// What the assignment will send and charge, while it can still be undone without a trace.
void DetailPane::fillGrace()
{
    const Lead *lead = m_context.replica.lead(m_leadId);
    const bool assigned = lead && lead->status == LeadStatus::Assigned && lead->assignedAt;
    const int left =
        assigned ? m_context.replica.settings().dispatch.graceLeft(*lead->assignedAt, m_context.clock()) : 0;
    const bool charges = left > 0 && m_context.isAdmin && !lead->duplicateOf && freeOfChargeText(*lead).isEmpty();
    m_grace->setFact(left == 0 ? QString()
                     : charges ? tr("Messages and charge")
                               : tr("Messages"),
                     tr("will be sent in %n s", nullptr, left));
    if (left == 0)
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start(1s);
}

void DetailPane::fillCandidates(const Lead &lead)
{
    const bool open = lead.status != LeadStatus::Completed && !lead.doNotSell;
    m_candidates->setVisible(open);
    if (open)
        m_candidates->present(lead, m_actions.candidatesFor(lead), m_context.replica.plumbers());
}

} // namespace pl::ui
