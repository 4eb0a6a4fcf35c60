#include "tests/support/unforgivingclient.h"

#include <QHostAddress>

namespace pl::test {

namespace {

constexpr std::chrono::milliseconds kPause{1};
constexpr std::chrono::seconds kLongestAnswer{20};

/// The length of the answer's head and body; 0 before that is known.
qsizetype lengthOf(const QByteArray &answer)
{
    static const QByteArray field = "\r\ncontent-length:";
    const auto head = answer.indexOf("\r\n\r\n");
    const auto at = answer.toLower().indexOf(field);
    if (head < 0 || at < 0 || at > head)
        return 0;
    const auto begin = at + field.size();
    return head + 4 + answer.mid(begin, answer.indexOf('\r', begin) - begin).trimmed().toLongLong();
}

} // namespace

UnforgivingClient::UnforgivingClient(quint16 port, Plan plan, QObject *parent)
    : QObject(parent), m_port(port), m_plan(std::move(plan))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    m_patience.setSingleShot(true);
    m_patience.setInterval(kLongestAnswer);
    connect(&m_pause, &QTimer::timeout, this, &UnforgivingClient::next);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(QStringLiteral("no answer in time")); });
    connect(&m_socket, &QTcpSocket::connected, this, &UnforgivingClient::send);
    connect(&m_socket, &QTcpSocket::readyRead, this, &UnforgivingClient::onReadyRead);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &UnforgivingClient::onLost);
}

void UnforgivingClient::start()
{
    m_isIdle = false;
    next();
}

void UnforgivingClient::next()
{
    if (m_isFinishing) {
        m_isIdle = true;
        return;
    }
    m_isWaiting = true;
    m_received.clear();
    m_patience.start();
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        return send();
    m_socket.abort();
    ++m_connections;
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void UnforgivingClient::send()
{
    m_socket.write(m_plan.request(m_number++));
}

void UnforgivingClient::onReadyRead()
{
    m_received += m_socket.readAll();
    const auto length = lengthOf(m_received);
    if (!m_isWaiting || length == 0 || m_received.size() < length)
        return;
    if (m_received.mid(9, 3).toInt() != m_plan.status)
        return fail(QString::fromUtf8(m_received));
    onAnswer(m_received.contains("Connection: close\r\n"));
}

void UnforgivingClient::onAnswer(bool isLast)
{
    ++m_answered;
    m_isWaiting = false;
    m_patience.stop();
    if (isLast || !m_plan.keepsConnection)
        m_socket.abort();
    m_pause.start();
}

/// Between two requests the server may close a connection, as any server may.
void UnforgivingClient::onLost()
{
    if (m_isWaiting)
        fail(m_socket.errorString());
}

void UnforgivingClient::fail(const QString &why)
{
    m_failures.append(QStringLiteral("request %1, connection %2: %3").arg(m_number).arg(m_connections).arg(why));
    m_isWaiting = false;
    m_patience.stop();
    m_socket.abort();
    m_pause.start();
}

} // namespace pl::test
