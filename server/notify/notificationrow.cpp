#include "server/notify/notificationrow.h"

namespace pl::notify {

Result<NotificationRow> NotificationRow::fromJson(const nlohmann::json &row)
{
    JsonReader reader(row);
    NotificationRow value;
    value.id = reader.uuid("id");
    value.leadId = reader.optionalUuid("lead_id");
    value.plumberId = reader.optionalUuid("plumber_id");
    value.channel = reader.string("channel");
    value.templateName = reader.string("template");
    value.recipient = reader.optionalString("recipient").value_or(QString()); // an erased customer's is empty
    value.status = reader.enumeration<NotificationStatus>("status");
    value.attempts = int(reader.integer("attempts"));
    value.nextAttemptAt = reader.timestamp("next_attempt_at");
    value.createdAt = reader.timestamp("created_at");
    value.version = reader.integer("version");
    return reader.finish(value);
}

QByteArray NotificationRow::columns()
{
    return "id,lead_id,plumber_id,channel,template,recipient,status,attempts,next_attempt_at,created_at,version";
}

} // namespace pl::notify
