#include "server/notify/twiliostatus.h"

#include "models/base/jsonreader.h"
#include "server/http/problem.h"
#include "server/notify/deliveryreport.h"
#include "server/notify/deliverywords.h"
#include "server/notify/twiliosignature.h"

#include <QHostAddress>
#include <QUrl>

namespace pl::notify {

namespace {

constexpr const char *kStatusPath = "/webhooks/twilio/status";
constexpr qsizetype kMaxSid = 64;

bool isPrivateAddress(const QHostAddress &address)
{
    static constexpr const char *kPrivate[] = {"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
                                               "fc00::/7",   "fe80::/10",     "0.0.0.0/8"};
    return address.isLoopback() || std::any_of(std::begin(kPrivate), std::end(kPrivate), [&](const char *subnet) {
               return address.isInSubnet(QHostAddress::parseSubnet(QString::fromLatin1(subnet)));
           });
}

bool isPublicHost(const QString &host)
{
    if (const QHostAddress address(host); !address.isNull())
        return !isPrivateAddress(address);
    static const QStringList kLocal{QStringLiteral(".local"), QStringLiteral(".localhost"), QStringLiteral(".lan"),
                                    QStringLiteral(".internal")};
    return host.contains(u'.') && !host.contains(u'_') &&
           std::none_of(kLocal.begin(), kLocal.end(), [&](const QString &end) { return host.endsWith(end); });
}

/// The other states (queued, sending) say only that Twilio has the message.
std::optional<DeliveryState> stateOfText(const QByteArray &status)
{
    if (status == "sent")
        return DeliveryState::Sent;
    if (status == "delivered" || status == "read")
        return DeliveryState::Delivered;
    if (status == "undelivered" || status == "failed" || status == "canceled")
        return DeliveryState::Undelivered;
    return std::nullopt;
}

http::Response statusAnswer(const Result<journal::EventReceipt> &receipt)
{
    return receipt ? http::Response{204} : http::problem(receipt.error());
}

} // namespace

QByteArray statusCallback(const QString &publicUrl, const QUuid &message)
{
    if (!isPublicHost(QUrl(publicUrl).host()))
        return {};
    return publicUrl.toUtf8() + kStatusPath + "?message=" + message.toByteArray(QUuid::WithoutBraces);
}

TwilioStatus::TwilioStatus(journal::Journal &journal, metrics::Registry &registry, QByteArray token, QString publicUrl,
                           Clock clock)
    : m_journal(journal)
    , m_calls(registry.counter("twilio_status_total", "Twilio's status calls about sent messages.", {"outcome"}))
    , m_token(std::move(token))
    , m_publicUrl(std::move(publicUrl))
    , m_clock(std::move(clock))
{
}

void TwilioStatus::addRoutes(http::Router &router)
{
    router.add("POST", kStatusPath,
               [this](const http::Request &request, const http::PathParameters &) { return handle(request); });
}

Later<http::Response> TwilioStatus::handle(const http::Request &request) const
{
    const shared::FormFields fields = shared::rawFields(request.body);
    QByteArray url = m_publicUrl.toUtf8() + kStatusPath;
    if (!request.query.isEmpty())
        url += '?' + request.query;
    if (!isTwilioSignature(request.header("X-Twilio-Signature"), m_token, url, fields)) {
        m_calls.with({"signature"}).add();
        return http::answered(
            http::problem(403, QStringLiteral("This request is not signed by Twilio."), request.path));
    }
    const QByteArray sid = shared::fieldOf(fields, "MessageSid").left(kMaxSid);
    const QByteArray status = shared::fieldOf(fields, "MessageStatus").toLower();
    const auto state = stateOfText(status);
    if (sid.isEmpty() || !state) {
        m_calls.with({"ignored"}).add();
        return http::answered(http::Response{204});
    }
    m_calls.with({"taken"}).add();
    const QString words = *state == DeliveryState::Undelivered
                              ? textFailureWords(shared::fieldOf(fields, "ErrorCode").toInt())
                              : QString();
    const QUuid message =
        QUuid::fromString(QLatin1StringView(shared::fieldOf(shared::rawFields(request.query), "message")));
    const DeliveryReport report{QStringLiteral("sms"), message, QString::fromLatin1(sid), *state, words, m_clock()};
    return m_journal
        .submitEvent({kDeliveryKind, "twilio:" + sid + ':' + status, dumpJson(nlohmann::json::array({report.toJson()})),
                      m_clock()})
        .then(statusAnswer);
}

} // namespace pl::notify
