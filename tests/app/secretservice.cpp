#include "tests/app/secretservice.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDir>
#include <QTest>

#include <csignal>

namespace pl::test {

namespace {

/// Nothing is started by being asked for: "no secret service" must mean that.
constexpr char kBusConfiguration[] = R"(<busconfig>
<type>session</type><listen>unix:dir=%1</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
)";
const QString kConnection = QStringLiteral("secret service test");

void end(QProcess &process)
{
    if (process.state() == QProcess::NotRunning)
        return;
    process.kill();
    process.waitForFinished();
}

} // namespace

SecretService::SecretService() = default;

SecretService::~SecretService()
{
    QDBusConnection::disconnectFromBus(kConnection);
    end(m_keyring);
    end(m_bus);
}

QProcessEnvironment SecretService::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("HOME"), home());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), home() + QStringLiteral("/data"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), home() + QStringLiteral("/config"));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home());
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_address);
    environment.remove(QStringLiteral("XDG_CURRENT_DESKTOP"));
    environment.remove(QStringLiteral("DISPLAY"));
    environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    return environment;
}

bool SecretService::startBus()
{
    QFile configuration(home() + QStringLiteral("/bus.conf"));
    if (!configuration.open(QIODevice::WriteOnly))
        return false;
    configuration.write(QString::fromLatin1(kBusConfiguration).arg(home()).toUtf8());
    configuration.close();
    m_bus.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--config-file=") + configuration.fileName(),
                                                QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
    if (!m_bus.waitForStarted() || !QTest::qWaitFor([this] { return m_bus.canReadLine(); }))
        return false;
    m_address = QString::fromLatin1(m_bus.readLine()).trimmed();
    return QDBusConnection::connectToBus(m_address, kConnection).isConnected();
}

bool SecretService::startKeyring(const QByteArray &password)
{
    QStringList arguments{QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
    if (!password.isEmpty())
        arguments += QStringLiteral("--unlock");
    m_keyring.setProcessEnvironment(environment());
    m_keyring.start(QStringLiteral("gnome-keyring-daemon"), arguments);
    m_keyring.write(password);
    m_keyring.closeWriteChannel();
    const auto isThere = [] {
        const QDBusConnectionInterface *bus = QDBusConnection(kConnection).interface();
        return bus->isServiceRegistered(QStringLiteral("org.freedesktop.secrets")).value();
    };
    return m_keyring.waitForStarted() && QTest::qWaitFor(isThere);
}

void SecretService::stopKeyring()
{
    end(m_keyring);
}

void SecretService::freezeKeyring()
{
    ::kill(static_cast<pid_t>(m_keyring.processId()), SIGSTOP);
}

} // namespace pl::test
