#include "server/customer/dueleads.h"

#include "models/base/jsonmember.h"

namespace pl::customer {

using nlohmann::json;
using supabase::Query;

namespace {

Timestamp completedAt(const json &row)
{
    return Timestamp::parse(jsonText(row, "completed_at")).value_or(Timestamp::now());
}

} // namespace

Timestamp daysBefore(Timestamp at, int days)
{
    return at.addSeconds(-qint64(days) * 24 * 3600);
}

DueLeads::DueLeads(supabase::RestClient &rest, const KeepingTimes &times, Timestamp at, Take take, QObject *parent)
    : Call(parent), m_rest(rest), m_times(times), m_at(at), m_take(std::move(take))
{
}

void DueLeads::read(const json &last)
{
    Query query("leads");
    query.select("id,version,completed_at,assigned_plumber_id")
        .isNull("erased_at")
        .filter("completed_at", "lt", daysBefore(m_at, m_times.leadDays(false)).toString());
    if (!last.is_null())
        query.after(completedAt(last), QUuid::fromString(jsonText(last, "id")), "completed_at");
    query.order("completed_at.asc,id.asc").limit(kSlice);
    then(m_rest.selectJson(query), [this](const json &rows) { rows.empty() ? finish(m_due) : sort(rows); });
}

void DueLeads::sort(const json &rows)
{
    QStringList ids;
    for (const json &row : rows)
        if (jsonMember(row, "assigned_plumber_id").is_null())
            ids += jsonText(row, "id");
    if (ids.isEmpty())
        return handOn(rows, {});
    const auto assigned =
        Query("lead_events").select("lead_id").in("lead_id", ids).eq("kind", QStringLiteral("assigned"));
    then(m_rest.selectJson(Query(assigned).limit(supabase::kPageRows)), [this, rows](const json &lines) {
        QStringList sold;
        for (const json &line : lines)
            sold += jsonText(line, "lead_id");
        handOn(rows, sold);
    });
}

void DueLeads::handOn(const json &rows, const QStringList &sold)
{
    QList<ErasableLead> due;
    for (const json &row : rows) {
        const QString id = jsonText(row, "id");
        const bool wasSold = !jsonMember(row, "assigned_plumber_id").is_null() || sold.contains(id);
        if (completedAt(row) < daysBefore(m_at, m_times.leadDays(wasSold)))
            due += ErasableLead{QUuid::fromString(id), JsonReader(row).integerOr("version", 0)};
    }
    m_due += due.size();
    const json &last = rows.back();
    if (!m_take || due.isEmpty())
        return read(last);
    then(m_take(due), [this, last](int) { read(last); });
}

} // namespace pl::customer
