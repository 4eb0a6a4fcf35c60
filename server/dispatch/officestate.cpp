#include "server/dispatch/officestate.h"

namespace pl::dispatch {
namespace {

using supabase::Query;

bool assignsAnything(const DispatchSettings &rules)
{
    return std::any_of(std::begin(rules.autoAssign), std::end(rules.autoAssign), [](bool on) { return on; });
}

} // namespace

OfficeState::OfficeState(supabase::RestClient &rest, QObject *parent)
    : QObject(parent), m_rest(rest), m_plumberFeed(rest, "plumbers"), m_leadFeed(rest, "leads"), m_answers(rest)
{
    connect(&m_round, &replica::SyncRound::ended, this, &OfficeState::refreshed);
    connect(&m_answers, &supabase::AnswerReader::finished, &m_round, &replica::SyncRound::end);
}

void OfficeState::refresh(Timestamp now)
{
    m_round.begin();
    m_counted.reset();
    QStringList keys;
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    m_round.receive(m_rest.selectJson(Query("settings").select("key,value").in("key", keys)),
                    [this, now](const nlohmann::json &rows) { readRules(rows, now); });
}

void OfficeState::readRules(const nlohmann::json &rows, Timestamp now)
{
    const auto rules = DispatchSettings::fromJson(rows);
    if (!rules)
        return m_round.end(rules.error());
    m_rules = *rules;
    if (assignsAnything(m_rules))
        readPlumbers(now);
    else
        m_round.end();
}

void OfficeState::readPlumbers(Timestamp now)
{
    const auto put = [this](const QList<Plumber> &plumbers) {
        for (const Plumber &plumber : plumbers) {
            m_roster.put(plumber);
            m_hasWeeklyCap = m_hasWeeklyCap || plumber.weeklyLeadCap;
            m_hasMonthlyCap = m_hasMonthlyCap || plumber.monthlyLeadCap;
        }
    };
    m_plumberFeed.read(m_round, m_plumberFeed.since().value_or(Timestamp()), put, [this, now] { readLeads(now); });
}

/// A month of leads is read only where it counts.
Timestamp OfficeState::countsFrom(Timestamp now) const
{
    const Timestamp day = m_rules.dayBegan(now);
    const Timestamp week = m_hasWeeklyCap ? m_rules.weekBegan(now) : day;
    return std::min({day, week, m_hasMonthlyCap ? m_rules.monthBegan(now) : day});
}

/// A lead that was assigned since then was changed since then.
void OfficeState::readLeads(Timestamp now)
{
    m_refused.clear();
    const auto takeAll = [this](const QList<Lead> &leads) {
        for (const Lead &lead : leads)
            m_assigned.take(lead);
    };
    const Timestamp from = countsFrom(now);
    // A first weekly or monthly cap makes it look further back, once.
    const Timestamp since = from < m_readFrom ? from : std::max(from, m_leadFeed.since().value_or(from));
    m_leadFeed.read(m_round, since, takeAll, [this, now, from] {
        m_readFrom = std::min(m_readFrom, from);
        m_answers.read(now);
    });
}

Situation OfficeState::situationFor(const Lead &lead, Timestamp now) const
{
    const QDateTime local = m_rules.localTime(now);
    if (!m_counted || m_counted->local.date() != local.date())
        m_counted = counted(now);
    Situation situation = *m_counted;
    situation.now = now;
    situation.local = local;
    situation.refusedBy = m_answers.book().refusedBy(lead.id);
    return situation;
}

Situation OfficeState::counted(Timestamp now) const
{
    Situation situation;
    situation.now = now;
    situation.answers = m_answers.book().records();
    situation.weights = m_rules.weights;
    situation.cardRequired = m_rules.cardRequired;
    m_assigned.describe(situation, m_rules);
    return situation;
}

} // namespace pl::dispatch
