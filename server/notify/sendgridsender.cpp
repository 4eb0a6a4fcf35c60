#include "server/notify/sendgridsender.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "models/wording/pagelayout.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::HttpResponse;
using DeliveryKind = Delivery::Kind;

json senderOf(const Message &message, const QString &from)
{
    json sender{{"email", toJson(from)}};
    if (!message.fromName.isEmpty())
        sender["name"] = toJson(message.fromName);
    return sender;
}

json logoOf(const Message &message)
{
    return {{"content", message.logo.toBase64().toStdString()},
            {"type", "image/png"},
            {"filename", "logo.png"},
            {"disposition", "inline"},
            {"content_id", wording::kLogoId.data()}};
}

json bodyOf(const Message &message, const QString &from)
{
    const json to{{"email", toJson(message.recipient)}};
    const json row{{"notification", toJson(message.id)}};
    json body{
        {"personalizations", json::array({{{"to", json::array({to})}, {"custom_args", row}}})},
        {"from", senderOf(message, from)},
        {"subject", toJson(message.subject)},
        {"content", json::array({{{"type", "text/plain"}, {"value", toJson(message.text)}},
                                 {{"type", "text/html"}, {"value", toJson(message.html)}}})},
        {"tracking_settings",
         {{"click_tracking", {{"enable", false}, {"enable_text", false}}}, {"open_tracking", {{"enable", false}}}}}};
    if (!message.replyTo.isEmpty())
        body["reply_to"] = {{"email", toJson(message.replyTo)}};
    if (!message.logo.isEmpty())
        body["attachments"] = json::array({logoOf(message)});
    return body;
}

bool isAboutKey(int status)
{
    return status == 401 || status == 403;
}

Delivery sent(const Result<HttpResponse> &answer)
{
    if (!answer)
        return {DeliveryKind::Unknown, {}, QStringLiteral("The e-mail service did not answer.")};
    const QString id = QString::fromLatin1(answer->header("X-Message-Id"));
    if (answer->status == 202 && !id.isEmpty())
        return {DeliveryKind::Sent, id};
    if (answer->status < 400 || answer->status >= 500)
        return {DeliveryKind::Unknown,
                {},
                QStringLiteral("The e-mail service did not say whether it accepted the message.")};
    if (answer->status == 400 || answer->status == 413)
        return {DeliveryKind::Refused, {}, QStringLiteral("The e-mail service rejected this address or message.")};
    if (isAboutKey(answer->status))
        return {DeliveryKind::NotSent, {}, QStringLiteral("The e-mail service rejected our key or sender address.")};
    return {DeliveryKind::NotSent,
            {},
            QStringLiteral("The e-mail service is not accepting messages right now."),
            answer->header("Retry-After").toInt()};
}

Delivery found(const Result<HttpResponse> &answer)
{
    if (!answer || answer->status >= 500 || answer->status == 429)
        return {
            DeliveryKind::Unknown, {}, QStringLiteral("The e-mail service can't say whether it accepted the message.")};
    if (answer->status >= 300)
        return {DeliveryKind::NotSent};
    const json body = parseJson(answer->body, {}).valueOr(json());
    const json messages = jsonMember(body, "messages");
    if (!messages.is_array())
        return {DeliveryKind::Unknown, {}, QStringLiteral("The e-mail service sent an invalid answer.")};
    if (messages.empty())
        return {DeliveryKind::NotSent};
    return {DeliveryKind::Sent, jsonText(messages[0], "msg_id")};
}

} // namespace

SendGridSender::SendGridSender(supabase::Transport &transport, QByteArray apiKey, QString from,
                               std::chrono::milliseconds timeout)
    : m_transport(transport), m_apiKey(std::move(apiKey)), m_from(std::move(from)), m_timeout(timeout)
{
}

QFuture<Delivery> SendGridSender::send(const Message &message)
{
    return m_transport
        .send({"POST",
               "/v3/mail/send",
               {{"Authorization", "Bearer " + m_apiKey}, {"Content-Type", "application/json"}},
               dumpJson(bodyOf(message, m_from)),
               m_timeout})
        .then(sent);
}

QFuture<Delivery> SendGridSender::find(const Message &message, Timestamp)
{
    const QByteArray query = "unique_args['notification']=\"" + message.id.toByteArray(QUuid::WithoutBraces) + '"';
    return m_transport
        .send({"GET",
               "/v3/messages?limit=1&query=" + query.toPercentEncoding(),
               {{"Authorization", "Bearer " + m_apiKey}},
               {},
               m_timeout})
        .then(found);
}

} // namespace pl::notify
