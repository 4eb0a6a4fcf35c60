#include "models/replica/officecommands.h"

#include "models/base/answer.h"
#include "models/replica/candidatefinder.h"

namespace pl::replica {
namespace {

using supabase::GuardedWrite;
using supabase::Query;

nlohmann::json text(const QString &value)
{
    return toJson(value);
}

/// The first of the rows that an insert answered.
template <class T>
Result<T> firstRow(const Result<nlohmann::json> &rows)
{
    return rows.andThen([](const nlohmann::json &list) -> Result<T> {
        if (list.empty())
            return Error{ErrorCode::Forbidden, QStringLiteral("The server did not keep this.")};
        return T::fromJson(list[0]);
    });
}

/// The row, which the replica shows from now on.
template <class T>
Result<T> applied(OfficeReplica &replica, const Result<T> &row)
{
    if (row)
        replica.apply(*row);
    return row;
}

} // namespace

OfficeCommands::OfficeCommands(supabase::RestClient &client, OfficeReplica &replica, QObject *parent)
    : QObject(parent), m_client(client), m_replica(replica)
{
}

QFuture<Result<LeadWrite>> OfficeCommands::assign(const Lead &seen, const QUuid &plumberId)
{
    return write(seen, {{"assigned_plumber_id", toJson(plumberId)},
                        {"decision", m_replica.candidates().decisionFor(seen, plumberId, Timestamp::now())}});
}

QFuture<Result<LeadWrite>> OfficeCommands::unassign(const Lead &seen)
{
    return write(seen, {{"status", "new"}, {"assigned_plumber_id", nullptr}});
}

QFuture<Result<LeadWrite>> OfficeCommands::complete(const Lead &seen, ClosedReason reason)
{
    return write(seen, {{"status", "completed"}, {"closed_reason", enumText(reason)}});
}

QFuture<Result<LeadWrite>> OfficeCommands::reopen(const Lead &seen)
{
    return write(seen, {{"status", seen.assignedPlumberId ? "assigned" : "new"}, {"closed_reason", nullptr}});
}

QFuture<Result<LeadWrite>> OfficeCommands::edit(const Lead &seen, const NewLead &fields)
{
    const auto real = fields.hasRealPhone ? nlohmann::json(*fields.hasRealPhone) : nlohmann::json();
    return write(seen, {{"first_name", text(fields.firstName)},
                        {"last_name", text(fields.lastName)},
                        {"email", text(fields.email)},
                        {"phone_number", text(fields.phoneNumber)},
                        {"service_needed", text(fields.serviceNeeded)},
                        {"urgency", enumText(fields.urgency)},
                        {"zip_code", toJson(fields.zipCode)},
                        {"description", toJson(fields.description)},
                        {"street", toJson(fields.street)},
                        {"city", toJson(fields.city)},
                        {"state", toJson(fields.state)},
                        {"phone_extension", toJson(fields.phoneExtension)},
                        {"has_real_phone", real}});
}

QFuture<Result<LeadWrite>> OfficeCommands::setDuplicateOf(const Lead &seen, const std::optional<QUuid> &first)
{
    return write(seen, {{"duplicate_of", first ? toJson(*first) : nlohmann::json()}});
}

QFuture<Result<LeadWrite>> OfficeCommands::write(const Lead &seen, const nlohmann::json &changes)
{
    const Answer<LeadWrite> answer;
    const auto pending = m_client.guardedUpdate<Lead>("leads", seen.id, seen.version, changes);
    onResult(this, pending, [this, answer, id = seen.id](const Result<GuardedWrite<Lead>> &outcome) {
        if (outcome && !outcome->somebodyWasFaster()) {
            m_replica.apply(*outcome->row);
            answer.finish(LeadWrite{*outcome->row, std::nullopt});
        } else if (outcome) {
            findWhoWasFaster(id, [answer](const Result<LeadWrite> &lost) { answer.finish(lost); });
        } else {
            answer.finish(outcome.error());
        }
    });
    return answer.future();
}

void OfficeCommands::findWhoWasFaster(const QUuid &leadId, const std::function<void(const Result<LeadWrite> &)> &tell)
{
    const auto row = m_client.select<Lead>(Query("leads").select(Lead::columns()).eq("id", leadId));
    onResult(this, row, [this, leadId, tell](const Result<QList<Lead>> &rows) {
        if (!rows || rows->isEmpty())
            return tell(rows ? Error{ErrorCode::Forbidden, QStringLiteral("You may not change this lead.")}
                             : rows.error());
        const Lead now = rows->first();
        m_replica.apply(now);
        onResult(this, history(leadId), [now, tell](const Result<QList<LeadEvent>> &events) {
            const bool known = events && !events->isEmpty();
            tell(LeadWrite{now, SomebodyWasFaster{now, known ? std::optional(events->last()) : std::nullopt}});
        });
    });
}

QFuture<Result<Lead>> OfficeCommands::create(const NewLead &fields)
{
    // The id is made here: a second try after a lost answer can't make a second lead.
    nlohmann::json row = fields.toJson();
    row["id"] = toJson(QUuid::createUuid());
    const Query query = Query("leads").onConflict("id").select(Lead::columns());
    const Answer<Lead> answer;
    onResult(this, m_client.insert(query, row, supabase::OnConflict::IgnoreDuplicates),
             [this, answer, id = row["id"]](const Result<nlohmann::json> &rows) {
                 if (rows && rows->empty())
                     return fetchCreated(id, [answer](const Result<Lead> &lead) { answer.finish(lead); });
                 answer.finish(applied(m_replica, firstRow<Lead>(rows)));
             });
    return answer.future();
}

void OfficeCommands::fetchCreated(const nlohmann::json &id, const std::function<void(const Result<Lead> &)> &tell)
{
    const auto query = Query("leads").select(Lead::columns()).eq("id", QString::fromStdString(id.get<std::string>()));
    onResult(this, m_client.selectJson(query),
             [this, tell](const Result<nlohmann::json> &rows) { tell(applied(m_replica, firstRow<Lead>(rows))); });
}

QFuture<Result<LeadEvent>> OfficeCommands::addNote(const QUuid &leadId, const QString &actorEmail, const QString &note)
{
    const nlohmann::json row{
        {"lead_id", toJson(leadId)}, {"kind", "note"}, {"actor", text(actorEmail)}, {"note", text(note)}};
    return m_client.insert(Query("lead_events").select(LeadEvent::columns()), row).then(firstRow<LeadEvent>);
}

QFuture<Result<QList<LeadEvent>>> OfficeCommands::history(const QUuid &leadId)
{
    return m_client.select<LeadEvent>(
        Query("lead_events").select(LeadEvent::columns()).eq("lead_id", leadId).order("id.asc"));
}

QFuture<Result<Plumber>> OfficeCommands::addPlumber(const Plumber &plumber)
{
    return thenOn(this, m_client.insert(Query("plumbers").select(Plumber::columns()), plumber.toJson()),
                  [this](const Result<nlohmann::json> &rows) { return applied(m_replica, firstRow<Plumber>(rows)); });
}

QFuture<Result<Plumber>> OfficeCommands::editPlumber(const Plumber &seen, const Plumber &wanted)
{
    const auto pending = m_client.guardedUpdate<Plumber>("plumbers", seen.id, seen.version, wanted.toJson());
    return thenOn(this, pending, [this](const Result<GuardedWrite<Plumber>> &outcome) -> Result<Plumber> {
        if (!outcome)
            return outcome.error();
        if (!outcome->somebodyWasFaster())
            return applied(m_replica, Result<Plumber>(*outcome->row));
        m_replica.syncNow();
        return Error{ErrorCode::Outdated,
                     QStringLiteral("Somebody else changed this plumber a moment ago. The new data is shown; "
                                    "make your change again.")};
    });
}

} // namespace pl::replica
