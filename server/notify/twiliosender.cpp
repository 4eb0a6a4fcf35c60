#include "server/notify/twiliosender.h"

#include "models/base/jsonmember.h"
#include "models/domain/notification.h"
#include "models/supabase/retry.h"
#include "server/notify/twiliostatus.h"

namespace pl::notify {

namespace {

using nlohmann::json;
using supabase::HttpResponse;
using Kind = Delivery::Kind;

constexpr int kBadStatusCallback = 21609;
constexpr int kOptedOut = 21610;

QByteArray encoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding();
}

int codeIn(const json &body)
{
    const json code = jsonMember(body, "code");
    return code.is_number_integer() ? code.get<int>() : 0;
}

bool isAgainstCallback(const Result<HttpResponse> &answer)
{
    return answer && answer->status == 400 && codeIn(parseJson(answer->body, {}).valueOr(json())) == kBadStatusCallback;
}

/// Twilio's own words may quote the number.
Delivery refused(const json &body)
{
    if (codeIn(body) == kOptedOut)
        return {Kind::OptedOut, {}, kAnsweredStop};
    return {Kind::Refused, {}, QStringLiteral("The text message service rejected this number or message.")};
}

Delivery sentText(const Result<HttpResponse> &answer)
{
    if (!answer)
        return {Kind::Unknown, {}, QStringLiteral("The text message service did not answer.")};
    const json body = parseJson(answer->body, {}).valueOr(json());
    const QString sid = jsonText(body, "sid");
    if (answer->status == 201 && !sid.isEmpty())
        return {Kind::Sent, sid};
    if (answer->status < 400 || answer->status >= 500)
        return {
            Kind::Unknown, {}, QStringLiteral("The text message service did not say whether it accepted the message.")};
    if (answer->status == 400)
        return refused(body);
    if (answer->status == 401 || answer->status == 403)
        return {Kind::NotSent, {}, QStringLiteral("The text message service rejected our key.")};
    return {Kind::NotSent,
            {},
            QStringLiteral("The text message service is not accepting messages right now."),
            answer->header("Retry-After").toInt()};
}

/// Not by `date_sent`: a message queued at Twilio has none.
bool isThis(const json &each, const Message &message, Timestamp since)
{
    const auto created = supabase::httpDate(jsonText(each, "date_created").toLatin1().replace("+0000", "GMT"));
    return jsonText(each, "body").trimmed() == message.text.trimmed() &&
           jsonText(each, "direction").startsWith(u"outbound") && (!created || *created >= since);
}

Delivery found(const Result<HttpResponse> &answer, const Message &message, Timestamp since)
{
    const Delivery unknown{Kind::Unknown, {}, QStringLiteral("The text message service can't be reached.")};
    if (!answer || answer->status != 200)
        return unknown;
    const json body = parseJson(answer->body, {}).valueOr(json());
    const json messages = jsonMember(body, "messages");
    if (!messages.is_array())
        return unknown;
    for (const json &each : messages)
        if (isThis(each, message, since))
            return {Kind::Sent, jsonText(each, "sid")};
    return {Kind::NotSent};
}

} // namespace

TwilioSender::TwilioSender(supabase::Transport &transport, const QByteArray &key, QString from, QString publicUrl,
                           std::chrono::milliseconds timeout)
    : m_transport(transport)
    , m_account(key.left(key.indexOf(':')))
    , m_authorization("Basic " + key.toBase64())
    , m_from(std::move(from))
    , m_publicUrl(std::move(publicUrl))
    , m_timeout(timeout)
{
}

QByteArray TwilioSender::target() const
{
    return "/2010-04-01/Accounts/" + m_account + "/Messages.json";
}

QFuture<Result<HttpResponse>> TwilioSender::post(const QByteArray &form)
{
    return m_transport.send(
        {"POST",
         target(),
         {{"Authorization", m_authorization}, {"Content-Type", "application/x-www-form-urlencoded"}},
         form,
         m_timeout});
}

/// If Twilio rejects the callback URL, sends without one: better no reports than no message.
QFuture<Delivery> TwilioSender::send(const Message &message)
{
    const QByteArray form =
        "To=" + encoded(message.recipient) + "&From=" + encoded(m_from) + "&Body=" + encoded(message.text);
    const QByteArray callback = statusCallback(m_publicUrl, message.id);
    if (callback.isEmpty())
        return post(form).then(sentText);
    return post(form + "&StatusCallback=" + callback.toPercentEncoding())
        .then([this, form](const Result<HttpResponse> &answer) {
            return isAgainstCallback(answer) ? post(form) : QtFuture::makeReadyFuture(answer);
        })
        .unwrap()
        .then(sentText);
}

QFuture<Delivery> TwilioSender::find(const Message &message, Timestamp since)
{
    const QByteArray query = "?To=" + encoded(message.recipient) + "&From=" + encoded(m_from) + "&PageSize=100";
    return m_transport.send({"GET", target() + query, {{"Authorization", m_authorization}}, {}, m_timeout})
        .then([message, since](const Result<HttpResponse> &answer) { return found(answer, message, since); });
}

} // namespace pl::notify
