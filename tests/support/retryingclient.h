#pragma once

#include <QHash>
#include <QNetworkAccessManager>
#include <QTimer>

#include <functional>
#include <vector>

namespace pl::test {

/// One request of a load, and the name under which its answer is kept.
struct LoadRequest
{
    QByteArray name;
    QString path;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

/// A client that does as it should: sends one request after the other, each again and again until it is taken in, over
/// whatever happens to the server. It asks once more about some that are taken in already.
class RetryingClient : public QObject
{
public:
    /// Request number n of this client.
    using Make = std::function<LoadRequest(int number)>;

    /// `repeatEvery`: of so many answers one is asked for again.
    RetryingClient(const QString &url, Make make, int repeatEvery = 10, QObject *parent = nullptr);

    void start();
    /// Begins no new request; what is under way is brought to its end.
    void finish() { m_isFinishing = true; }
    bool isIdle() const { return m_isIdle; }

    /// The answer's body by the request's name: what was taken in.
    const QHash<QByteArray, QByteArray> &acknowledged() const { return m_acknowledged; }
    /// What must never happen: a refusal, or another answer to a repeat.
    const QStringList &complaints() const { return m_complaints; }
    int attempts() const { return m_attempts; }

private:
    void next();
    void send();
    void onAnswer(int status, const QByteArray &body);
    void onTaken(const QByteArray &body);

    const QString m_url;
    const Make m_make;
    const int m_repeatEvery;
    QNetworkAccessManager m_network;
    QTimer m_again;
    LoadRequest m_request;
    QHash<QByteArray, QByteArray> m_acknowledged;
    QStringList m_complaints;
    int m_number = 0;
    int m_attempts = 0;
    bool m_isFinishing = false;
    bool m_isIdle = true;
};

} // namespace pl::test
