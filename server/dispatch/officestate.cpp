#include "server/dispatch/officestate.h"

#include "models/base/onresult.h"

namespace pl::dispatch {
namespace {

using supabase::Query;

/// Longer than a statement of the store may take: no commit slips behind what was read.
constexpr qint64 kOverlapSeconds = 60;

bool assignsAnything(const DispatchSettings &rules)
{
    return std::any_of(std::begin(rules.autoAssign), std::end(rules.autoAssign), [](bool on) { return on; });
}

} // namespace

OfficeState::OfficeState(supabase::RestClient &rest, QObject *parent) : QObject(parent), m_rest(rest), m_answers(rest)
{
    connect(&m_answers, &supabase::AnswerReader::finished, this, &OfficeState::refreshed);
}

void OfficeState::refresh(Timestamp now)
{
    QStringList keys;
    for (const QByteArray &key : DispatchSettings::keys())
        keys += QString::fromLatin1(key);
    onResult(this, m_rest.selectJson(Query("settings").select("key,value").in("key", keys)),
             [this, now](const Result<nlohmann::json> &rows) {
                 if (rows)
                     readRules(*rows, now);
                 else
                     fail(rows.error());
             });
}

void OfficeState::readRules(const nlohmann::json &rows, Timestamp now)
{
    const auto rules = DispatchSettings::fromJson(rows);
    if (!rules)
        return fail(rules.error());
    m_rules = *rules;
    if (assignsAnything(m_rules))
        readPlumbers(now);
    else
        Q_EMIT refreshed({});
}

template <class T, class Take>
void OfficeState::follow(const QByteArray &table, Timestamp &newest, Timestamp since, const T *last, Take take,
                         std::function<void()> then)
{
    Query query(table);
    query.select(T::columns()).order("updated_at.asc,id.asc").limit(supabase::kPageRows);
    if (last)
        query.after(last->updatedAt, last->id);
    else
        query.gte("updated_at", since);
    onResult(this, m_rest.select<T>(query), [=, this, &newest](const Result<QList<T>> &rows) {
        if (!rows)
            return fail(rows.error());
        for (const T &row : *rows) {
            newest = std::max(newest, std::min(row.updatedAt, m_rest.serverTime()));
            take(row);
        }
        if (rows->size() < supabase::kPageRows)
            then();
        else
            follow<T>(table, newest, since, &rows->last(), take, then);
    });
}

void OfficeState::readPlumbers(Timestamp now)
{
    follow<Plumber>(
        "plumbers", m_newestPlumber, m_newestPlumber.addSeconds(-kOverlapSeconds), nullptr,
        [this](const Plumber &plumber) { m_roster.put(plumber); }, [this, now] { readAssignments(now); });
}

/// A lead that was assigned today was changed today.
void OfficeState::readAssignments(Timestamp now)
{
    const Timestamp midnight = m_rules.dayBegan(now);
    m_assigned.removeIf([midnight](QHash<QUuid, Assignment>::iterator entry) { return entry->at < midnight; });
    m_refused.clear();
    follow<Lead>(
        "leads", m_newestLead, std::max(midnight, m_newestLead.addSeconds(-kOverlapSeconds)), nullptr,
        [this](const Lead &lead) { take(lead); }, [this, now] { m_answers.read(now); });
}

void OfficeState::take(const Lead &lead)
{
    if (lead.assignedPlumberId && lead.assignedAt)
        m_assigned.insert(lead.id, {*lead.assignedPlumberId, *lead.assignedAt});
    else
        m_assigned.remove(lead.id);
}

Situation OfficeState::situationFor(const Lead &lead, Timestamp now) const
{
    const Timestamp midnight = m_rules.dayBegan(now);
    Situation situation{now,
                        {},
                        m_answers.book().records(),
                        m_answers.book().refusedBy(lead.id),
                        m_rules.weights,
                        m_rules.cardRequired};
    for (const Assignment &assignment : m_assigned)
        if (assignment.at >= midnight)
            ++situation.leadsToday[assignment.plumberId];
    return situation;
}

void OfficeState::fail(const Error &error)
{
    Q_EMIT refreshed(error);
}

} // namespace pl::dispatch
