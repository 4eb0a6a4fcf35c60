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
        for (const Plumber &plumber : plumbers)
            m_roster.put(plumber);
    };
    m_plumberFeed.read(m_round, m_plumberFeed.since().value_or(Timestamp()), put, [this, now] { readLeads(now); });
}

/// A lead that was assigned today was changed today.
void OfficeState::readLeads(Timestamp now)
{
    m_refused.clear();
    const auto takeAll = [this](const QList<Lead> &leads) {
        for (const Lead &lead : leads)
            m_assigned.take(lead);
    };
    const Timestamp midnight = m_rules.dayBegan(now);
    const Timestamp since = std::max(midnight, m_leadFeed.since().value_or(midnight));
    m_leadFeed.read(m_round, since, takeAll, [this, now] { m_answers.read(now); });
}

Situation OfficeState::situationFor(const Lead &lead, Timestamp now) const
{
    return {now,
            m_assigned.countsSince(m_rules.dayBegan(now)),
            m_answers.book().records(),
            m_answers.book().refusedBy(lead.id),
            m_rules.weights,
            m_rules.cardRequired};
}

} // namespace pl::dispatch
