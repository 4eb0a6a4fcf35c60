#include "models/replica/activitystream.h"

#include <algorithm>

namespace pl::replica {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr qint64 kOverlapSeconds = 60;

} // namespace

void ActivityStream::reset(const ActivityFilter &filter)
{
    m_filter = filter;
    m_waiting.clear();
    m_end.reset();
    m_newest.reset();
    m_isWanted = m_table == Table::Leads ? filter.wantsLeads() : filter.wantsOffice();
    m_isAtEnd = !m_isWanted;
}

Query ActivityStream::query(Table table, int rows)
{
    const bool isOfLeads = table == Table::Leads;
    return Query(isOfLeads ? "lead_events" : "activity")
        .select(isOfLeads ? "id,lead_id,kind,actor,plumber_id,note,at" : ActivityEvent::columns())
        .order("at.desc,id.desc")
        .limit(rows);
}

Query ActivityStream::narrowed(int rows) const
{
    Query narrowed = query(m_table, rows);
    m_filter.narrow(narrowed, m_table == Table::Leads);
    return narrowed;
}

Query ActivityStream::newer(int rows) const
{
    Query newer = narrowed(rows);
    if (m_newest)
        newer.gte("at", m_newest->addSeconds(-kOverlapSeconds));
    return newer;
}

/// The bound stands beside the alternatives, as in Query::after.
Query ActivityStream::older(int rows) const
{
    Query older = narrowed(rows);
    if (m_end)
        older.filter("at", "lte", m_end->at.toString())
            .any({Condition::compare("at", "lt", m_end->at.toString()),
                  Condition::compare("id", "lt", QString::number(m_end->number))});
    return older;
}

QList<ActivityLine> ActivityStream::linesOf(Table table, const json &rows)
{
    QList<ActivityLine> lines;
    for (const json &row : rows) {
        if (table == Table::Leads) {
            if (const auto event = LeadEvent::fromJson(row))
                lines += ActivityLine(*event);
        } else if (const auto event = ActivityEvent::fromJson(row)) {
            lines += ActivityLine(*event);
        }
    }
    return lines;
}

/// Also of a row that can't be understood: reading must go on behind it.
std::optional<ActivityStream::Place> ActivityStream::lastPlace(const json &rows)
{
    if (!rows.is_array() || rows.empty())
        return std::nullopt;
    JsonReader r(rows.back());
    const Place place{r.timestamp("at"), r.integer("id")};
    const auto read = r.finish(place);
    return read ? std::optional(*read) : std::nullopt;
}

void ActivityStream::takeOlder(const json &answered, int rows)
{
    for (const ActivityLine &line : linesOf(m_table, answered))
        take(line, m_waiting.end());
    const auto last = lastPlace(answered);
    m_isAtEnd = !last || answered.size() < static_cast<std::size_t>(rows);
    if (last)
        m_end = last;
}

void ActivityStream::take(const ActivityLine &line, const std::deque<ActivityLine>::iterator &place)
{
    m_waiting.insert(place, line);
    m_newest = std::max(m_newest.value_or(line.at), line.at);
}

bool ActivityStream::isKnown(const ActivityLine &line, const QHash<QUuid, ActivityLine> &shown) const
{
    return shown.contains(line.id()) || std::any_of(m_waiting.begin(), m_waiting.end(), [&](const ActivityLine &one) {
               return one.number() == line.number();
           });
}

/// A full page of which nothing is known, above what was read.
bool ActivityStream::leavesGap(const json &answered, int rows, const QHash<QUuid, ActivityLine> &shown) const
{
    const auto last = lastPlace(answered);
    if (!last || answered.size() < static_cast<std::size_t>(rows) || (m_end ? *last <= *m_end : !m_isAtEnd))
        return false;
    const QList<ActivityLine> lines = linesOf(m_table, answered);
    return std::none_of(lines.begin(), lines.end(), [&](const ActivityLine &line) { return isKnown(line, shown); });
}

bool ActivityStream::takeNewer(const json &answered, int rows, const QHash<QUuid, ActivityLine> &shown)
{
    if (leavesGap(answered, rows, shown))
        return false;
    for (const ActivityLine &line : linesOf(m_table, answered)) {
        const bool willCome = !m_isAtEnd && (!m_end || placeOf(line) < *m_end);
        if (willCome || isKnown(line, shown))
            continue;
        take(line, std::find_if(m_waiting.begin(), m_waiting.end(),
                                [&](const ActivityLine &one) { return isNewer(line, one); }));
    }
    return true;
}

ActivityLine ActivityStream::takeFront()
{
    ActivityLine line = m_waiting.front();
    m_waiting.pop_front();
    return line;
}

bool ActivityStream::isReadUpTo(const ActivityLine &line) const
{
    return m_isAtEnd || (m_end && m_end->at < line.at);
}

} // namespace pl::replica
