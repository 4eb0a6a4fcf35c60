#pragma once

#include "tests/server/http/rawclient.h"

#include <QTimer>

#include <memory>
#include <vector>

namespace pl::test {

/// Many connections that each send a head without end, a line now and then, and come back when they are thrown out.
class Slowloris : public QObject
{
public:
    Slowloris(quint16 port, int connections);

    /// How many are connected now.
    int connected() const;
    /// How often the server has thrown one out.
    int thrownOut() const { return m_thrownOut; }

private:
    void drip();
    std::unique_ptr<RawClient> connectOne() const;

    const quint16 m_port;
    std::vector<std::unique_ptr<RawClient>> m_clients;
    QTimer m_timer;
    int m_thrownOut = 0;
};

/// Sends `begin`, then `filler` again and again until `total` bytes are out or the server has closed the connection.
class Flood : public QObject
{
public:
    Flood(quint16 port, const QByteArray &begin, const QByteArray &filler, qint64 total);

    /// Bytes of filler until an answer came; without one, so far.
    qint64 sent() const { return m_received.isEmpty() ? m_sent : m_sentUnanswered; }
    int status() const;
    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    void pour();
    void hear();

    QTcpSocket m_socket;
    const QByteArray m_filler;
    const qint64 m_total;
    qint64 m_sent = 0;
    qint64 m_sentUnanswered = 0;
    QByteArray m_received;
};

/// Clients that connect, send `bytes` and are gone, with a reset or politely in turns; `atOnce` at a time.
class Leavers : public QObject
{
public:
    Leavers(quint16 port, QList<QByteArray> bytes, int total, int atOnce);

    bool areDone() const { return m_left == m_total; }

private:
    void startOne();
    void leave(QTcpSocket *socket, int number);

    const quint16 m_port;
    const QList<QByteArray> m_bytes;
    const int m_total;
    int m_started = 0;
    int m_left = 0;
};

} // namespace pl::test
