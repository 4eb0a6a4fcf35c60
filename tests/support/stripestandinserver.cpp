#include "tests/support/stripestandinserver.h"

#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QNetworkReply>

namespace pl::test {

namespace {

constexpr int kAtOnce = 4;
constexpr int kEveryTwice = 7; // each so many events comes twice

http::Response answerOf(const supabase::HttpResponse &response)
{
    return {response.status, response.headers, response.body};
}

} // namespace

StripeStandInServer::StripeStandInServer(QObject *parent) : QObject(parent)
{
    m_retry.setInterval(100);
    connect(&m_retry, &QTimer::timeout, this, &StripeStandInServer::send);
    m_retry.start();
    m_stripe.onEvent([this](const nlohmann::json &event) {
        // The newest first, as often as not: Stripe promises no order.
        m_waiting.size() % 2 ? m_waiting.push_front(event) : m_waiting.push_back(event);
        if (++m_sent % kEveryTwice == 0)
            m_waiting.push_back(event);
    });
}

bool StripeStandInServer::listen()
{
    http::Limits limits;
    m_server = std::make_unique<http::Server>([this](const http::Request &request) { return handle(request); }, limits);
    const auto port = m_server->listen(QHostAddress(QHostAddress::LocalHost), 0);
    if (port)
        m_url = QStringLiteral("http://127.0.0.1:%1").arg(*port);
    return port.ok();
}

void StripeStandInServer::sendEventsTo(const QString &url, const QByteArray &secret)
{
    m_webhook = url;
    m_secret = secret;
    send();
}

/// A trouble that leaves no answer leaves none here either: the connection stays silent.
Later<http::Response> StripeStandInServer::handle(const http::Request &request)
{
    const QByteArray target = request.path + (request.query.isEmpty() ? QByteArray() : '?' + request.query);
    const auto answer = m_stripe.handle({request.method, target, request.headers, request.body});
    const auto promise = std::make_shared<Later<http::Response>::Promise>();
    if (answer.status != 0)
        QTimer::singleShot(m_delay, this, [promise, answer] { promise->give(answerOf(answer)); });
    else
        QTimer::singleShot(std::chrono::minutes(1), this, [promise] { promise->give(std::nullopt); });
    return promise->later();
}

void StripeStandInServer::send()
{
    while (!m_webhook.isEmpty() && m_underWay < kAtOnce && !m_waiting.empty()) {
        const nlohmann::json event = std::move(m_waiting.front());
        m_waiting.pop_front();
        post(event);
    }
}

void StripeStandInServer::post(const nlohmann::json &event)
{
    const QByteArray body = QByteArray::fromStdString(event.dump(2));
    const QByteArray time = QByteArray::number(QDateTime::currentSecsSinceEpoch());
    QNetworkRequest request{QUrl(m_webhook)};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json; charset=utf-8"));
    request.setRawHeader(
        "Stripe-Signature",
        "t=" + time +
            ",v1=" + QMessageAuthenticationCode::hash(time + '.' + body, m_secret, QCryptographicHash::Sha256).toHex());
    request.setTransferTimeout(5000);
    QNetworkReply *reply = m_network.post(request, body);
    ++m_underWay;
    connect(reply, &QNetworkReply::finished, this, [this, reply, event] {
        reply->deleteLater();
        --m_underWay;
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        status == 200 ? send() : m_waiting.push_back(event); // the timer tries again
    });
}

} // namespace pl::test
