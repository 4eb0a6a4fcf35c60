#pragma once

#include "server/http/server.h"
#include "tests/support/stripestandin.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <deque>

namespace pl::test {

/// The stand-in on a port, which sends its events to a webhook: signed, in any order, some twice, again until they are
/// taken. Runs on the test's event loop.
class StripeStandInServer : public QObject
{
    Q_OBJECT
public:
    explicit StripeStandInServer(QObject *parent = nullptr);

    bool listen();
    QString url() const { return m_url; }
    StripeStandIn &stripe() { return m_stripe; }

    /// Where events go from now on, with those that wait; null: they wait.
    void sendEventsTo(const QString &url, const QByteArray &secret);
    /// How much later than the request's arrival each answer is sent.
    void setDelay(std::chrono::milliseconds delay) { m_delay = delay; }
    std::size_t waitingEvents() const { return m_waiting.size() + std::size_t(m_underWay); }

private:
    Later<http::Response> handle(const http::Request &request);
    void send();
    void post(const nlohmann::json &event);

    StripeStandIn m_stripe;
    std::unique_ptr<http::Server> m_server;
    QString m_url;
    QNetworkAccessManager m_network;
    QString m_webhook;
    QByteArray m_secret;
    std::deque<nlohmann::json> m_waiting;
    int m_underWay = 0;
    int m_sent = 0;
    std::chrono::milliseconds m_delay{0};
    QTimer m_retry;
};

} // namespace pl::test
