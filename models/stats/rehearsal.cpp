#include "models/stats/rehearsal.h"

#include <algorithm>

namespace pl::stats {
namespace {

constexpr qint64 kDays = 30;
constexpr int kAskEvery = 16; ///< leads: ranking one takes less than a millisecond

/// One set of rules at work: what it has given away so far.
class Desk
{
public:
    Desk(const RehearsalInput &input, const DispatchSettings &rules)
        : m_input(input), m_rules(rules), m_zone(rules.zone())
    {
        m_situation.weights = rules.weights;
        m_situation.cardRequired = rules.cardRequired;
        m_situation.answers = input.answers;
        // When each was last given a lead belongs to the time before; here they start alike.
        for (AnswerRecord &record : m_situation.answers)
            record.lastAssigned.reset();
    }

    void take(const Lead &lead)
    {
        moveTo(lead.createdAt);
        const QList<Candidate> ranked = m_input.roster.rank(lead, m_situation);
        if (ranked.isEmpty() || !ranked.first().eligible())
            return;
        const QUuid plumber = ranked.first().plumberId;
        m_situation.count(plumber);
        m_situation.answers[plumber].lastAssigned = lead.createdAt;
        ++m_side.leads[plumber];
        ++m_side.placed;
        m_side.byItself += m_rules.assignsItself(lead.urgency);
        m_side.earnsCents += m_input.prices.leadPriceCents(m_input.services, lead);
    }
    const RehearsedSide &side() const { return m_side; }

private:
    void moveTo(Timestamp now)
    {
        m_situation.now = now;
        m_situation.local = now.toDateTime().toTimeZone(m_zone);
        const QDate day = m_situation.local.date();
        if (day != m_day)
            m_situation.leadsToday.clear();
        if (day.weekNumber() != m_day.weekNumber())
            m_situation.leadsThisWeek.clear();
        if (day.month() != m_day.month())
            m_situation.leadsThisMonth.clear();
        m_day = day;
    }

    const RehearsalInput &m_input;
    const DispatchSettings &m_rules;
    const QTimeZone m_zone;
    QDate m_day; ///< the office's
    Situation m_situation;
    RehearsedSide m_side;
};

int difference(const Rehearsal &rehearsal, const QUuid &plumber)
{
    return rehearsal.after.leads.value(plumber) - rehearsal.before.leads.value(plumber);
}

} // namespace

QList<QUuid> Rehearsal::emptyHanded() const
{
    QList<QUuid> found;
    for (const QUuid &plumber : changed())
        if (after.leads.value(plumber) == 0)
            found += plumber;
    return found;
}

QList<QUuid> Rehearsal::changed() const
{
    QList<QUuid> all = before.leads.keys();
    for (auto it = after.leads.cbegin(); it != after.leads.cend(); ++it)
        if (!before.leads.contains(it.key()))
            all += it.key();
    all.removeIf([this](const QUuid &plumber) { return difference(*this, plumber) == 0; });
    std::sort(all.begin(), all.end(), [this](const QUuid &a, const QUuid &b) {
        const int first = std::abs(difference(*this, a));
        const int second = std::abs(difference(*this, b));
        return first != second ? first > second : a < b;
    });
    return all;
}

QList<QUuid> rehearsalIds(const columns::LeadColumns &leads, Timestamp now)
{
    const Timestamp from = now.addSeconds(-kDays * 24 * 3600);
    QList<QUuid> ids;
    leads.live().forEach([&](columns::Row row) {
        const columns::LeadState state = leads.state(row);
        const Timestamp at = leads.createdAt(row);
        if (at >= from && at <= now && !state.isTest() && !state.isDuplicate() && !state.isErased())
            ids += leads.id(row);
    });
    return ids;
}

QList<Lead> rehearsalLeads(QList<Lead> leads)
{
    leads.removeIf([](const Lead &lead) { return lead.importId || lead.withdrawnAt; });
    return leads;
}

Result<Rehearsal> rehearse(const RehearsalInput &input, const std::function<bool(double)> &goOn)
{
    QList<Lead> leads = input.leads;
    std::sort(leads.begin(), leads.end(),
              [](const Lead &a, const Lead &b) { return std::tie(a.createdAt, a.id) < std::tie(b.createdAt, b.id); });
    Desk before(input, input.before);
    Desk after(input, input.after);
    for (qsizetype i = 0; i < leads.size(); ++i) {
        if (goOn && i % kAskEvery == 0 && !goOn(double(i) / double(leads.size())))
            return Error{ErrorCode::Cancelled, QStringLiteral("The rehearsal was stopped.")};
        before.take(leads[i]);
        after.take(leads[i]);
    }
    return Rehearsal{static_cast<int>(leads.size()), before.side(), after.side()};
}

} // namespace pl::stats
