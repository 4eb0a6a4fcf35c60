#include "server/notify/sendgridwebhook.h"

#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"
#include "server/http/problem.h"
#include "server/notify/deliveryreport.h"
#include "server/notify/deliverywords.h"

#include <QCryptographicHash>
#include <QRegularExpression>

namespace pl::notify {

namespace {

using nlohmann::json;

constexpr qsizetype kMaxMailId = 255;

Timestamp timeOf(const json &event, Timestamp now)
{
    const json seconds = event.value("timestamp", json());
    const bool isPlausible = seconds.is_number_integer() && seconds.get<qint64>() > 0 &&
                             seconds.get<qint64>() <= now.micros / 1'000'000 + 86'400;
    return isPlausible ? Timestamp{seconds.get<qint64>() * 1'000'000} : now;
}

/// Older accounts' events have the code only in the mail server's text.
QString statusOf(const QString &status, const QString &reason)
{
    static const QRegularExpression code(QStringLiteral("\\b[245]\\.\\d{1,3}\\.\\d{1,3}\\b"));
    return status.isEmpty() ? code.match(reason.left(1000)).captured() : status;
}

struct MailNews
{
    DeliveryState state;
    QString words = {};
};

std::optional<MailNews> newsOf(const json &event)
{
    const QString what = jsonText(event, "event");
    const QString reason = jsonText(event, "reason");
    const MailFailure failure{jsonText(event, "bounce_classification"), statusOf(jsonText(event, "status"), reason),
                              reason};
    if (what == u"delivered")
        return MailNews{DeliveryState::Delivered};
    if (what == u"deferred")
        return MailNews{
            DeliveryState::Delayed,
            QStringLiteral("The recipient's mail server deferred it; SendGrid keeps trying for three days.")};
    if (what == u"bounce") // "blocked": the mail was refused, not the address
        return MailNews{jsonText(event, "type") == u"blocked" ? DeliveryState::Undelivered : DeliveryState::Bounced,
                        bounceWords(failure)};
    if (what == u"dropped")
        return MailNews{DeliveryState::Undelivered, dropWords(failure)};
    if (what == u"spamreport")
        return MailNews{DeliveryState::Delivered, QStringLiteral("It arrived but was reported as spam.")};
    return std::nullopt;
}

/// The id given when the message was accepted, plus a dot and routing details.
std::optional<DeliveryReport> reportOf(const json &event, Timestamp now)
{
    const auto news = event.is_object() ? newsOf(event) : std::nullopt;
    if (!news)
        return std::nullopt;
    const QString providerId = jsonText(event, "sg_message_id").section(u'.', 0, 0).left(kMaxMailId);
    const QUuid message = QUuid::fromString(jsonText(event, "notification"));
    if (providerId.isEmpty() && message.isNull())
        return std::nullopt;
    return DeliveryReport{QStringLiteral("email"), message, providerId, news->state, news->words, timeOf(event, now)};
}

http::Response mailThanks(const Result<journal::EventReceipt> &receipt)
{
    return receipt ? http::Response{200, {{"Content-Type", "application/json"}}, "{\"received\":true}"}
                   : http::problem(receipt.error());
}

} // namespace

SendGridWebhook::SendGridWebhook(journal::Journal &journal, metrics::Registry &registry, const QByteArray &key,
                                 Clock clock)
    : m_journal(journal)
    , m_calls(registry.counter("sendgrid_webhooks_total", "Calls to the SendGrid webhook.", {"outcome"}))
    , m_signature(key)
    , m_clock(std::move(clock))
{
}

void SendGridWebhook::addRoutes(http::Router &router)
{
    router.add("POST", "/webhooks/sendgrid",
               [this](const http::Request &request, const http::PathParameters &) { return handle(request); });
}

Later<http::Response> SendGridWebhook::handle(const http::Request &request) const
{
    const QByteArray time = request.header("X-Twilio-Email-Event-Webhook-Timestamp");
    if (!m_signature.signs(request.body, request.header("X-Twilio-Email-Event-Webhook-Signature"), time)) {
        m_calls.with({"signature"}).add();
        return http::answered(
            http::problem(403, QStringLiteral("This request is not signed by SendGrid."), request.path));
    }
    const json events = parseJson(request.body, {}).valueOr(json());
    if (!events.is_array()) {
        m_calls.with({"no_events"}).add();
        return http::answered(http::problem(400, QStringLiteral("The body must be a list of events."), request.path));
    }
    json reports = json::array();
    for (const json &event : events)
        if (const auto report = reportOf(event, m_clock()))
            reports.push_back(report->toJson());
    if (reports.empty()) {
        m_calls.with({"ignored"}).add();
        return http::answered(mailThanks(journal::EventReceipt()));
    }
    m_calls.with({"taken"}).add();
    const QByteArray hash = QCryptographicHash::hash(time + request.body, QCryptographicHash::Sha256).toHex();
    return m_journal.submitEvent({kDeliveryKind, "sendgrid:" + hash, dumpJson(reports), m_clock()}).then(mailThanks);
}

} // namespace pl::notify
