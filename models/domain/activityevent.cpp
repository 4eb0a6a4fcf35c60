#include "models/domain/activityevent.h"

#include "models/base/jsonmember.h"

namespace pl {

using nlohmann::json;

QStringList ActivityEvent::fields() const
{
    QStringList names;
    for (const json &name : jsonMember(detail, "fields"))
        names += jsonText(name);
    return names;
}

std::optional<qint64> ActivityEvent::number(const char *name) const
{
    const json value = jsonMember(detail, name);
    return value.is_number_integer() ? std::optional(value.get<qint64>()) : std::nullopt;
}

QString ActivityEvent::word(const char *name) const
{
    return jsonText(detail, name);
}

Result<ActivityEvent> ActivityEvent::fromJson(const json &row)
{
    JsonReader r(row);
    ActivityEvent event;
    event.id = r.integer("id");
    event.at = r.timestamp("at");
    event.actor = r.string("actor");
    event.kind = r.enumeration<ActivityKind>("kind");
    event.leadId = r.optionalUuid("lead_id");
    event.plumberId = r.optionalUuid("plumber_id");
    event.subject = r.optionalString("subject").value_or(QString());
    event.detail = r.raw("detail");
    return r.finish(event);
}

QByteArray ActivityEvent::columns()
{
    return "id,at,actor,kind,lead_id,plumber_id,subject,detail";
}

} // namespace pl
