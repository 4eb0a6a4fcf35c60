#include "ui/leads/detailpane.h"

#include "models/domain/contactfields.h"
#include "models/replica/candidatefinder.h"
#include "ui/leads/candidatelist.h"
#include "ui/leads/customerfacts.h"
#include "ui/leads/historylist.h"
#include "ui/leads/leadactions.h"
#include "ui/style/metrics.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factlist.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"
#include "ui/widgets/statepage.h"
#include "ui/words/chips.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace pl::ui {
namespace {

using namespace std::chrono_literals;

} // namespace

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
}

QWidget *DetailPane::buildPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    const int inset = scaledPx(this, 16);
    layout->setContentsMargins(inset, inset, inset, inset);
    layout->setSpacing(scaledPx(this, 12));
    layout->addWidget(buildHeader());
    layout->addWidget(m_banner = new DeadlineBanner(page));
    layout->addWidget(m_missing = buildMissing());
    layout->addLayout(buildFacts(page));
    layout->addWidget(m_description = new PlainLabel(page));
    m_description->setObjectName(QStringLiteral("leadDescription"));
    m_description->setWordWrap(true);
    m_description->setMost(kShownPage);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(buildButtons());
    layout->addWidget(m_candidates = new CandidateList(page));
    connect(m_candidates, &CandidateList::plumberChosen, &m_actions, &LeadActions::assignTo);
    connect(m_candidates, &CandidateList::allWanted, &m_actions, &LeadActions::openAssign);
    layout->addWidget(m_answers = new FactList(tr("Answers"), page));
    m_answers->setObjectName(QStringLiteral("leadAnswers"));
    layout->addWidget(m_origin = new FactList(tr("Came from"), page));
    m_origin->setObjectName(QStringLiteral("leadOrigin"));
    layout->addWidget(buildHistoryHead());
    layout->addWidget(m_history = new HistoryList(m_context, page));
    connect(&m_actions, &LeadActions::noteAdded, m_history, &HistoryList::reload);
    layout->addStretch();
    return page;
}

QWidget *DetailPane::buildHeader()
{
    auto *header = new QWidget;
    m_name = new ElidedLabel(header);
    m_name->setObjectName(QStringLiteral("leadName"));
    m_name->setFont(scaledFont(font(), kTitle, QFont::Bold));
    m_test = new ChipLabel(header);
    m_test->setObjectName(QStringLiteral("leadTest"));
    m_test->setChip(testChip());
    m_urgency = new ChipLabel(header);
    m_urgency->setObjectName(QStringLiteral("leadUrgency"));
    m_status = new ChipLabel(header);
    m_status->setObjectName(QStringLiteral("leadStatus"));
    auto *line = new QHBoxLayout(header);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_name, 1);
    line->addWidget(m_test);
    line->addWidget(m_urgency);
    line->addWidget(m_status);
    line->addWidget(closeButton());
    return header;
}

QWidget *DetailPane::buildMissing()
{
    auto *row = new QWidget;
    m_missingWords = new DeadlineBanner(row);
    m_missingWords->setObjectName(QStringLiteral("missingBanner"));
    auto *fillIn = new QPushButton(tr("Fill in"), row);
    fillIn->setObjectName(QStringLiteral("fillIn"));
    fillIn->setFocusPolicy(Qt::TabFocus);
    connect(fillIn, &QPushButton::clicked, this, [this] {
        if (const Lead *lead = m_context.replica.lead(m_leadId))
            m_actions.openEditAt(m_leadId, missingFields(*lead).value(0));
    });
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    line->addWidget(m_missingWords, 1);
    line->addWidget(fillIn);
    return row;
}

QVBoxLayout *DetailPane::buildFacts(QWidget *page)
{
    auto *facts = new QVBoxLayout;
    facts->setSpacing(0);
    facts->addWidget(m_customer = new CustomerFacts(m_context, page));
    const auto fact = [&](const char *name, const QString &iconName) {
        auto *row = new FactRow(iconName, page);
        row->setObjectName(QLatin1String(name));
        facts->addWidget(row);
        return row;
    };
    m_plumber = fact("factPlumber", QStringLiteral("user"));
    m_grace = fact("factGrace", QStringLiteral("hourglass"));
    m_duplicate = fact("factDuplicate", QStringLiteral("copy"));
    connect(m_duplicate, &QAbstractButton::clicked, this, [this] {
        const Lead *lead = m_context.replica.lead(m_leadId);
        if (lead && lead->duplicateOf)
            Q_EMIT leadWanted(*lead->duplicateOf);
    });
    return facts;
}

QWidget *DetailPane::buildButtons()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(scaledPx(this, 6));
    for (QAction *action :
         {m_actions.complete, m_actions.unassign, m_actions.reopen, m_actions.notDuplicate, m_actions.edit})
        line->addWidget(new ActionButton(action, row));
    line->addStretch();
    return row;
}

QWidget *DetailPane::buildHistoryHead()
{
    auto *head = new QWidget;
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, scaledPx(this, 4), 0, 0);
    auto *addNote = new ActionButton(m_actions.note, head);
    addNote->setFlat(true);
    line->addWidget(makeTitle(tr("History")));
    line->addStretch();
    line->addWidget(addNote);
    return head;
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
    const Timestamp now = m_context.clock();
    const QString plumber = replica.plumberName(lead.assignedPlumberId);
    switch (lead.status) {
    case LeadStatus::New: {
        const bool due = replica.isDueNow(lead, now);
        const QString left = deadlineSentence(replica.assignBy(lead), now);
        m_banner->present(QStringLiteral("alarm-clock"),
                          lead.attention ? tr("%1 \u00B7 %2").arg(attentionText(*lead.attention), left) : left,
                          due              ? &Colors::red
                          : lead.attention ? &Colors::amber
                                           : &Colors::slate);
        break;
    }
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
    const Plumber *assigned = lead.assignedPlumberId ? replica.plumber(*lead.assignedPlumberId) : nullptr;
    m_plumber->setFact(plumber, assigned ? phoneForPeople(assigned->phoneNumber) : QString());
    fillGrace();
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
    const bool open = lead.status != LeadStatus::Completed;
    m_candidates->setVisible(open);
    if (open)
        m_candidates->present(lead, m_actions.candidatesFor(lead), m_context.replica.plumbers());
}

} // namespace pl::ui
