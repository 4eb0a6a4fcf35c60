#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>

namespace pl::app {

using namespace std::chrono_literals;

namespace {

/// On some systems, names of local sockets are machine-wide; the home folder makes them unique per person.
QString socketName(const QString &name)
{
    const QByteArray key = (QDir::homePath() + QLatin1Char('\n') + name).toUtf8();
    const QByteArray hash = QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("plumber-leads-") + QString::fromLatin1(hash);
}

} // namespace

SingleInstance::SingleInstance(const QString &name, QObject *parent) : QObject(parent), m_name(socketName(name))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    m_patience.setSingleShot(true);
    m_patience.setInterval(500ms);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection())
            socket->deleteLater();
        Q_EMIT raiseRequested();
    });
    connect(&m_patience, &QTimer::timeout, this, &SingleInstance::takeName);
    connect(&m_other, &QLocalSocket::errorOccurred, this, &SingleInstance::takeName);
    connect(&m_other, &QLocalSocket::connected, this, [this] {
        m_patience.stop();
        m_other.disconnect(this); // the other instance closes the connection at once
        Q_EMIT alreadyRunning();
    });
}

void SingleInstance::claim()
{
    m_patience.start();
    m_other.connectToServer(m_name);
}

void SingleInstance::takeName()
{
    m_patience.stop();
    m_other.disconnect(this);
    m_other.abort();
    // A socket left behind by a crashed instance would still hold the name.
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
    Q_EMIT claimed();
}

} // namespace pl::app
