#include "tests/support/troubledwire.h"

#include <QTimer>
#include <QUrl>

#include <optional>

namespace pl::test {

/// One client's connection and its other half.
struct TroubledWire::Line
{
    QTcpSocket *client = nullptr;
    QTcpSocket *server = nullptr;
    std::optional<Trouble> trouble = std::nullopt;
    QByteArray answer = {}; ///< what has come of one that is cut
    bool isBroken = false;  ///< nothing more comes through
};

TroubledWire::TroubledWire(const QString &target, QObject *parent) : QObject(parent), m_target(target)
{
    connect(&m_listener, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *client = m_listener.nextPendingConnection())
            accept(client);
    });
}

bool TroubledWire::listen()
{
    return m_listener.listen(QHostAddress(QHostAddress::LocalHost), 0);
}

QString TroubledWire::url() const
{
    return QStringLiteral("http://127.0.0.1:%1").arg(m_listener.serverPort());
}

void TroubledWire::trouble(const QByteArray &requestStart, Trouble trouble, int times)
{
    m_requestStart = requestStart;
    m_trouble = trouble;
    m_times = times;
}

void TroubledWire::accept(QTcpSocket *client)
{
    const auto line = std::make_shared<Line>();
    line->client = client;
    line->server = new QTcpSocket(client);
    line->server->connectToHost(QUrl(m_target).host(), quint16(QUrl(m_target).port()));
    connect(client, &QTcpSocket::readyRead, this, [this, line] { fromClient(line); });
    connect(line->server, &QTcpSocket::readyRead, this, [this, line] { fromServer(line); });
    connect(line->server, &QTcpSocket::disconnected, client, [line] {
        if (!line->isBroken)
            line->client->disconnectFromHost();
    });
    connect(client, &QTcpSocket::disconnected, client, [client] { client->deleteLater(); });
}

/// A request's head comes in one piece here: both ends are on this machine and it is small.
void TroubledWire::fromClient(const std::shared_ptr<Line> &line)
{
    const QByteArray bytes = line->client->readAll();
    if (m_times > 0 && bytes.startsWith(m_requestStart)) {
        --m_times;
        line->trouble = m_trouble;
        line->isBroken = m_trouble == Trouble::Hangs;
    }
    if (!line->isBroken)
        line->server->write(bytes);
}

void TroubledWire::fromServer(const std::shared_ptr<Line> &line)
{
    const QByteArray bytes = line->server->readAll();
    if (line->isBroken)
        return;
    if (!line->trouble) {
        line->client->write(bytes);
        return;
    }
    line->answer += bytes;
    const qsizetype body = line->answer.indexOf("\r\n\r\n") + 4;
    if (body < 4 || body == line->answer.size())
        return;
    line->isBroken = true;
    if (line->trouble == Trouble::Late) {
        QTimer::singleShot(m_lateness, line->client, [line] { line->client->write(line->answer); });
        return;
    }
    constexpr qsizetype kPartOfTheFirstLine = 7;
    const qsizetype half = body + (line->answer.size() - body) / 2;
    line->client->write(line->answer.first(line->trouble == Trouble::CutInHead ? kPartOfTheFirstLine : half));
    if (line->trouble != Trouble::Half)
        line->client->disconnectFromHost();
}

} // namespace pl::test
