#include "server/sorting/leadchange.h"

#include "models/base/jsonmember.h"
#include "server/sorting/itemrow.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr const char *kFilled[] = {"first_name", "last_name", "email", "service_needed", "zip_code",
                                   "street",     "city",      "state", "consent",        "source_cost_cents"};
constexpr const char *kReplaced[] = {"answers", "origin", "description"};
constexpr const char *kColumns = "id,version,erased_at,first_name,last_name,email,phone_number,phone_extension,"
                                 "has_real_phone,service_needed,zip_code,street,city,state,consent,source_cost_cents,"
                                 "answers,origin,description";
constexpr int kMaxTries = 5;

json valueOf(const json &row, const char *column)
{
    return row.value(column, json());
}

} // namespace

QFuture<Result<>> LeadChange::apply(supabase::RestClient &rest, const json &row)
{
    return (new LeadChange(rest, row))->start();
}

json LeadChange::changes(const json &there, const json &sent, const QStringList &edited)
{
    json changes = json::object();
    if (!valueOf(there, "erased_at").is_null())
        return changes;
    const auto take = [&](const char *column) {
        const json value = valueOf(sent, column);
        if (!isNothing(value) && value != valueOf(there, column) && !edited.contains(QLatin1StringView(column)))
            changes[column] = value;
    };
    for (const char *column : kFilled)
        if (isNothing(valueOf(there, column)))
            take(column);
    for (const char *column : kReplaced)
        take(column);
    // A number's extension, and whether anybody can have it, belong to the number.
    if (isNothing(valueOf(there, "phone_number")) && !edited.contains(QLatin1StringView("phone_number")))
        for (const char *column : {"phone_number", "phone_extension", "has_real_phone"})
            take(column);
    return changes;
}

void LeadChange::read()
{
    const QUuid id = JsonReader(m_row).uuid("id");
    then(m_rest.selectJson(Query("leads").select(kColumns).eq("id", id)), [this](const json &rows) {
        if (rows.empty())
            return finish({});
        readEdits(rows.front());
    });
}

/// The lead's history names the columns that were changed, and by whom.
void LeadChange::readEdits(const json &there)
{
    if (changes(there, m_row, {}).empty())
        return finish({});
    const auto edits = Query("lead_events")
                           .select("note")
                           .eq("lead_id", JsonReader(there).uuid("id"))
                           .eq("kind", QStringLiteral("edited"))
                           .filter("actor", "neq", QString::fromLatin1(kServer));
    then(m_rest.selectJson(edits), [this, there](const json &rows) {
        QStringList edited;
        for (const json &row : rows)
            edited += jsonText(row, "note").split(QStringLiteral(", "));
        write(there, changes(there, m_row, edited));
    });
}

/// When somebody was faster, the row is read again: what they wrote stays.
void LeadChange::write(const json &there, const json &changed)
{
    if (changed.empty())
        return finish({});
    JsonReader reader(there);
    const QUuid id = reader.uuid("id");
    const qint64 version = reader.integer("version");
    then(m_rest.guardedUpdateJson("leads", "id,version", id, version, changed), [this](const json &rows) {
        if (!rows.empty())
            return finish({});
        if (++m_tries >= kMaxTries)
            return finish(Error{ErrorCode::Unavailable, QStringLiteral("The lead is being changed by others.")});
        read();
    });
}

} // namespace pl::sorting
