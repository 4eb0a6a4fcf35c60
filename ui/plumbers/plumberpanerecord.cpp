// The part of PlumberPane that shows what the plumber did: leads, answers, money, messages.

#include "models/domain/paymenttotals.h"
#include "models/replica/messagereplica.h"
#include "models/stats/offerreader.h"
#include "ui/office/billingcontext.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/widgets/linklist.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/errortext.h"
#include "ui/words/leadwords.h"
#include "ui/words/messagewords.h"
#include "ui/words/words.h"

namespace pl::ui {
namespace {

/// Answers that were read a moment ago are good enough for the next plumber.
constexpr qint64 kOffersFreshSeconds = 20;

QString cappedText(int leads, const std::optional<int> &cap, const QString &capped, const QString &uncapped)
{
    return cap ? capped.arg(numberText(leads), numberText(*cap)) : uncapped.arg(numberText(leads));
}

} // namespace

Timestamp PlumberPane::offersFrom() const
{
    return m_context.clock().addSeconds(-qint64(kRecordDays) * 24 * 3600);
}

void PlumberPane::readOffers()
{
    if (!isVisible() || !m_context.offers || m_plumberId.isNull() ||
        m_context.replica.connection() != replica::Connection::Live)
        return;
    const Timestamp now = m_context.clock();
    if (m_offersRead && m_offersRead->secondsTo(now) < kOffersFreshSeconds)
        return;
    m_offersRead = now;
    m_context.offers->read(offersFrom());
}

/// A lead that comes or goes may have been answered, too.
void PlumberPane::leadsMoved(const QList<Lead> &leads)
{
    const bool isOurs = std::any_of(leads.begin(), leads.end(), [this](const Lead &lead) {
        return lead.assignedPlumberId == m_plumberId || m_shownLeads.contains(lead.id);
    });
    if (!isVisible() || !isOurs)
        return;
    m_offersRead.reset();
    m_readSoon.start();
    if (!m_soon.isActive())
        m_soon.start();
}

stats::PlumberRecord PlumberPane::record() const
{
    const DispatchSettings &dispatch = m_context.replica.settings().dispatch;
    const Timestamp now = m_context.clock();
    const stats::RecordQuery query{m_plumberId, offersFrom(), dispatch.weekBegan(now), dispatch.monthBegan(now)};
    return stats::recordOf(query, m_context.replica.columns(),
                           m_context.offers ? m_context.offers->book().offers() : QList<stats::Offer>());
}

void PlumberPane::fillFigures(const Plumber &plumber)
{
    const stats::PlumberRecord now = record();
    const int today = m_context.replica.leadsAssignedToday(m_context.clock()).value(m_plumberId);
    m_facts["plumberCaps"]->setText(
        QStringList{cappedText(today, plumber.dailyLeadCap, tr("%1 of %2 today"), tr("%1 today")),
                    cappedText(now.thisWeek, plumber.weeklyLeadCap, tr("%1 of %2 this week"), tr("%1 this week")),
                    cappedText(now.thisMonth, plumber.monthlyLeadCap, tr("%1 of %2 this month"), tr("%1 this month"))}
            .join(QStringLiteral(", ")));
    fillAnswers(now);
    fillMoney();
    fillLeads(now);
}

void PlumberPane::fillAnswers(const stats::PlumberRecord &record)
{
    const stats::Answers &answers = record.answers;
    const bool isKnown = m_context.offers && m_context.offers->coveredFrom();
    const QString none = isKnown || m_offersFailure ? tr("No answers yet") : tr("Loading\u2026");
    m_facts["plumberAccepted"]->setText(
        answers.answered() == 0 ? none
                                : tr("%1 of %2 (%3%)")
                                      .arg(numberText(answers.accepted), numberText(answers.answered()),
                                           numberText(qRound64(100.0 * answers.accepted / answers.answered()))));
    m_facts["plumberAnswerTime"]->setText(
        record.toAccept.median ? tr("Half within %1", "a length of time").arg(spanText(*record.toAccept.median))
                               : tr("Unknown"));
    m_facts["plumberReturned"]->setText(
        record.returned.isEmpty() ? tr("None")
                                  : tr("%1 declined, %2 not answered, %3 taken back")
                                        .arg(numberText(answers.declined), numberText(answers.silent),
                                             numberText(record.returned.size() - answers.declined - answers.silent)));
    const bool isCut = isKnown && *m_context.offers->coveredFrom() > offersFrom().addSeconds(kOffersFreshSeconds * 60);
    m_cut->setText(
        m_offersFailure ? failureText(tr("The answers could not be loaded"), *m_offersFailure)
        : isCut ? tr("Answers are known since %1.").arg(momentText(*m_context.offers->coveredFrom(), m_context.clock()))
                : QString());
    m_cut->setVisible(!m_cut->text().isEmpty());
}

/// Of all payments, whenever they were made.
void PlumberPane::fillMoney()
{
    if (!m_context.billing)
        return;
    const PaymentTotals totals = m_context.billing->payments.totalsOf(m_plumberId);
    const QString currency = m_context.replica.settings().currency;
    const auto text = [&currency](const PaymentTotals::Group &group) {
        const QString sum = pl::moneyText(group.sum, currency);
        return group.count == 0 ? sum : tr("%1, %n payment(s)", nullptr, group.count).arg(sum);
    };
    m_facts["plumberSpent"]->setText(text(totals.paid));
    m_facts["plumberRefunds"]->setText(text(totals.refunded));
}

QString PlumberPane::returnedText(const stats::ReturnedLead &lead)
{
    switch (lead.end) {
    case stats::OfferEnd::Declined:
        return tr("declined");
    case stats::OfferEnd::Silent:
        return tr("no answer");
    case stats::OfferEnd::Waiting:
    case stats::OfferEnd::Accepted:
    case stats::OfferEnd::TakenBack:
        break;
    }
    return tr("taken back");
}

void PlumberPane::fillLeads(const stats::PlumberRecord &record)
{
    const Timestamp now = m_context.clock();
    m_shownLeads.clear();
    const auto links = [&](const QList<QUuid> &ids) {
        QList<LinkList::Link> rows;
        for (const QUuid &id : ids.first(std::min(ids.size(), LinkList::kRows))) {
            const Lead *lead = m_context.replica.lead(id);
            if (!lead)
                continue;
            const QString aside = lead->status == LeadStatus::Completed
                                      ? closedReasonText(lead->closedReason.value_or(ClosedReason::Done))
                                  : lead->acceptedAt ? tr("accepted %1").arg(agoText(*lead->acceptedAt, now))
                                                     : tr("waits for an answer");
            rows += {id, tr("%1, %2", "a lead and its service").arg(leadName(*lead), serviceText(lead->serviceNeeded)),
                     aside};
            m_shownLeads += id;
        }
        return rows;
    };
    m_current->present(links(record.current), record.current.size());
    m_completed->present(links(record.completed), record.completed.size());
    QList<LinkList::Link> returned;
    for (const stats::ReturnedLead &one : record.returned)
        if (const Lead *lead = m_context.replica.lead(one.leadId); lead && returned.size() < LinkList::kRows)
            returned += {one.leadId, leadName(*lead),
                         tr("%1, %2", "how it was returned, and when").arg(returnedText(one), momentText(one.at, now))};
    m_returned->present(returned, record.returned.size());
}

void PlumberPane::fillMessages()
{
    if (!m_context.messages)
        return;
    const auto latest = m_context.messages->withPlumber(m_plumberId, LinkList::kRows);
    QList<LinkList::Link> links;
    for (const Notification &message : latest.messages)
        links += {message.leadId.value_or(QUuid()),
                  tr("%1, by %2").arg(messageKindText(message.templateName), channelText(message.channel)),
                  tr("%1, %2", "a state and a time")
                      .arg(messageStateText(stateOf(message)), momentText(message.createdAt, m_context.clock()))};
    m_messages->present(links, latest.count);
}

} // namespace pl::ui
