#include "models/domain/intakeitem.h"

#include <QStringDecoder>

namespace pl {
namespace {

/// PostgreSQL's texts are UTF-8 without NUL.
bool isText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    return !decoder.hasError() && !bytes.contains('\0');
}

} // namespace

Result<IntakeItem> IntakeItem::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    IntakeItem item;
    item.id = r.uuid("id");
    item.sourceId = r.uuid("source_id");
    item.receivedAt = r.timestamp("received_at");
    item.cause = r.enumeration<IntakeCause>("cause");
    item.reason = r.string("reason");
    item.contentType = r.string("content_type");
    item.status = r.enumeration<IntakeStatus>("status");
    item.isTest = r.booleanOr("is_test", false);
    item.leadId = r.optionalUuid("lead_id");
    item.note = r.optionalString("note");
    item.settledAt = r.optionalTimestamp("settled_at");
    item.settledBy = r.optionalString("settled_by");
    item.erasedAt = r.optionalTimestamp("erased_at");
    item.updatedAt = r.timestamp("updated_at");
    item.version = r.integer("version");
    return r.finish(item);
}

QByteArray IntakeItem::columns()
{
    return "id,source_id,received_at,cause,reason,content_type,status,is_test,lead_id,note,settled_at,settled_by,"
           "erased_at,updated_at,version";
}

Result<IntakeBody> IntakeBody::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    const QByteArray body = r.optionalString("body").value_or(QString()).toUtf8();
    const bool isBase64 = r.string("body_encoding") == u"base64";
    return r.finish(IntakeBody{isBase64 ? QByteArray::fromBase64(body) : body});
}

nlohmann::json IntakeBody::toJson() const
{
    const bool isPlain = isText(bytes);
    return {{"body", (isPlain ? bytes : bytes.toBase64()).toStdString()},
            {"body_encoding", isPlain ? "text" : "base64"}};
}

} // namespace pl
