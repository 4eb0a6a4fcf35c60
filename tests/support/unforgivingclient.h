#pragma once

#include <QStringList>
#include <QTcpSocket>
#include <QTimer>

#include <functional>

namespace pl::test {

/// A client that tries nothing twice: sends one request after the other and notes each that is refused, cut off, too
/// slow, or answered otherwise than it should be. It keeps its connection for as long as the answers allow that, or
/// makes a new one for each request. Driven by the event loop.
class UnforgivingClient : public QObject
{
public:
    struct Plan
    {
        std::function<QByteArray(int number)> request; ///< request number n, as it goes over the wire
        int status = 200;                              ///< what each is to be answered with
        bool keepsConnection = true;
    };
    UnforgivingClient(quint16 port, Plan plan, QObject *parent = nullptr);

    void start();
    /// Begins no new request.
    void finish() { m_isFinishing = true; }
    bool isIdle() const { return m_isIdle; }

    int answered() const { return m_answered; }
    /// Connections made so far.
    int connections() const { return m_connections; }
    const QStringList &failures() const { return m_failures; }

private:
    void next();
    void send();
    void onReadyRead();
    void onAnswer(bool isLast);
    void onLost();
    void fail(const QString &why);

    const quint16 m_port;
    const Plan m_plan;
    QTcpSocket m_socket;
    QTimer m_pause;
    QTimer m_patience;
    QByteArray m_received;
    QStringList m_failures;
    int m_number = 0;
    int m_answered = 0;
    int m_connections = 0;
    bool m_isWaiting = false; // for an answer
    bool m_isFinishing = false;
    bool m_isIdle = true;
};

} // namespace pl::test
