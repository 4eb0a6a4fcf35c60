#include "tests/server/http/attackers.h"

namespace pl::test {

Slowloris::Slowloris(quint16 port, int connections) : m_port(port)
{
    for (int i = 0; i < connections; ++i)
        m_clients.push_back(connectOne());
    m_timer.callOnTimeout(this, &Slowloris::drip);
    m_timer.start(100);
}

int Slowloris::connected() const
{
    return int(std::count_if(m_clients.begin(), m_clients.end(), [](const auto &one) { return one->isConnected(); }));
}

std::unique_ptr<RawClient> Slowloris::connectOne() const
{
    auto client = std::make_unique<RawClient>(m_port);
    client->send("POST /api/v1/leads HTTP/1.1\r\nHost: h\r\n");
    return client;
}

void Slowloris::drip()
{
    for (auto &client : m_clients) {
        if (client->isClosed()) {
            ++m_thrownOut;
            client = connectOne();
        } else if (client->isConnected()) {
            client->send("X-Slow: y\r\n");
        }
    }
}

Flood::Flood(quint16 port, const QByteArray &begin, const QByteArray &filler, qint64 total)
    : m_filler(filler), m_total(total)
{
    connect(&m_socket, &QTcpSocket::connected, this, [this, begin] { m_socket.write(begin); });
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &Flood::pour);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Flood::hear);
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
}

void Flood::hear()
{
    if (m_received.isEmpty())
        m_sentUnanswered = m_sent;
    m_received += m_socket.readAll();
}

int Flood::status() const
{
    return m_received.startsWith("HTTP/1.1 ") ? m_received.mid(9, 3).toInt() : 0;
}

void Flood::pour()
{
    if (m_sent < m_total && m_socket.bytesToWrite() == 0)
        m_sent += std::max<qint64>(0, m_socket.write(m_filler));
}

Leavers::Leavers(quint16 port, QList<QByteArray> bytes, int total, int atOnce)
    : m_port(port), m_bytes(std::move(bytes)), m_total(total)
{
    for (int i = 0; i < std::min(total, atOnce); ++i)
        startOne();
}

void Leavers::startOne()
{
    if (m_started == m_total)
        return;
    const int number = m_started++;
    auto *socket = new QTcpSocket(this);
    connect(socket, &QTcpSocket::connected, this, [this, socket, number] {
        socket->write(m_bytes.at(number % m_bytes.size()));
        socket->flush();
        leave(socket, number);
    });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket, number] { leave(socket, number); });
    socket->connectToHost(QStringLiteral("127.0.0.1"), m_port);
}

void Leavers::leave(QTcpSocket *socket, int number)
{
    socket->disconnect(this);
    (number / m_bytes.size()) % 2 == 0 ? closeHard(socket) : socket->abort();
    socket->deleteLater();
    ++m_left;
    QMetaObject::invokeMethod(this, &Leavers::startOne, Qt::QueuedConnection);
}

} // namespace pl::test
