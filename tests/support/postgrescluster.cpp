#include "tests/support/postgrescluster.h"

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTest>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace pl::test {

namespace {

constexpr int kPatienceMs = 240'000; // for years of rows on a busy machine
const QString kPassword = QStringLiteral("it's a \\ \"secret\"; = %40");

/// The newest PostgreSQL of the system's packages, else what the path finds.
QString programPath(const QString &name)
{
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    return found.isEmpty() ? name : versions.filePath(found.last() + QStringLiteral("/bin/") + name);
}

/// PostgreSQL refuses to run as root.
const passwd *serverUser()
{
    return geteuid() == 0 ? getpwnam("postgres") : nullptr;
}

/// Starts a program of PostgreSQL's as whom it wants to run, and lets it end with this process.
QStringList asServerUser(const QString &program, const QStringList &arguments)
{
    QStringList command{QStringLiteral("--pdeathsig"), QStringLiteral("QUIT")};
    if (const passwd *user = serverUser())
        command += {QStringLiteral("--reuid=%1").arg(user->pw_uid), QStringLiteral("--regid=%1").arg(user->pw_gid),
                    QStringLiteral("--clear-groups")};
    return command + QStringList{QStringLiteral("--"), programPath(program)} + arguments;
}

} // namespace

PostgresCluster::PostgresCluster()
{
    m_server.setProcessChannelMode(QProcess::MergedChannels);
}

PostgresCluster::~PostgresCluster()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    ::kill(pid_t(m_server.processId()), SIGQUIT);
    (void)QTest::qWaitFor([this] { return m_server.state() == QProcess::NotRunning; }, kPatienceMs);
}

bool PostgresCluster::start(Reach reach)
{
    if (!initialize() || (reach == Reach::TlsToo && !makeCertificate()))
        return false;
    QStringList arguments{QStringLiteral("-D"), m_dir.filePath(QStringLiteral("data")), QStringLiteral("-k"),
                          m_dir.path()};
    const QString addresses = m_port ? QStringLiteral("127.0.0.1") : QString();
    QStringList settings{QStringLiteral("listen_addresses=") + addresses, QStringLiteral("fsync=off"),
                         QStringLiteral("autovacuum=off"), // statistics are what the tests make them
                         // Tests provoke errors by the hundred, and nobody reads this pipe while they ask.
                         QStringLiteral("log_min_messages=log"), QStringLiteral("max_connections=100")};
    if (m_port)
        settings += {QStringLiteral("port=%1").arg(m_port), QStringLiteral("ssl=on"),
                     QStringLiteral("ssl_cert_file=") + authority(),
                     QStringLiteral("ssl_key_file=") + m_dir.filePath(QStringLiteral("server.key"))};
    for (const QString &setting : settings)
        arguments += {QStringLiteral("-c"), setting};
    m_server.start(QStringLiteral("setpriv"), asServerUser(QStringLiteral("postgres"), arguments));
    const bool isReady = QTest::qWaitFor(
        [this] {
            m_log += m_server.readAll();
            return m_log.contains("ready to accept connections") || m_server.state() == QProcess::NotRunning;
        },
        kPatienceMs);
    return isReady && m_server.state() == QProcess::Running;
}

bool PostgresCluster::initialize()
{
    QFile passwordFile(m_dir.filePath(QStringLiteral("password")));
    if (!passwordFile.open(QIODevice::WriteOnly) || passwordFile.write(kPassword.toUtf8()) < 0)
        return false;
    passwordFile.close();
    if (!giveToServerUser(m_dir.path()) || !giveToServerUser(passwordFile.fileName()))
        return false;
    return run(QStringLiteral("setpriv"),
               asServerUser(QStringLiteral("initdb"),
                            {QStringLiteral("-D"), m_dir.filePath(QStringLiteral("data")), QStringLiteral("-U"),
                             QStringLiteral("postgres"), QStringLiteral("-A"), QStringLiteral("scram-sha-256"),
                             QStringLiteral("--pwfile"), passwordFile.fileName(), QStringLiteral("--no-sync"),
                             QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8")}));
}

bool PostgresCluster::giveToServerUser(const QString &path)
{
    const passwd *user = serverUser();
    return user == nullptr || ::chown(qPrintable(path), user->pw_uid, user->pw_gid) == 0;
}

/// It vouches for itself.
bool PostgresCluster::makeCertificate()
{
    QTcpServer free;
    if (!free.listen(QHostAddress(QHostAddress::LocalHost)))
        return false;
    m_port = free.serverPort();
    const QString key = m_dir.filePath(QStringLiteral("server.key"));
    return run(QStringLiteral("openssl"),
               {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("rsa:2048"),
                QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                QStringLiteral("/CN=the office's database"), QStringLiteral("-addext"),
                QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"), key, QStringLiteral("-out"),
                authority()}) &&
           giveToServerUser(key) && giveToServerUser(authority());
}

migrate::DatabaseAddress PostgresCluster::address(const QString &database) const
{
    migrate::DatabaseAddress address;
    address.host = m_dir.path();
    address.database = database;
    address.password = kPassword;
    if (m_port)
        address.port = m_port;
    return address;
}

bool PostgresCluster::createDatabase(const QString &name)
{
    return runScript(QStringLiteral("postgres"), QStringLiteral("create database \"%1\"").arg(name)) &&
           runFile(name, QStringLiteral(PL_TEST_DATA "/contract/supabase-roles.sql"));
}

bool PostgresCluster::runFile(const QString &database, const QString &path)
{
    return psql(database, {QStringLiteral("-f"), path});
}

bool PostgresCluster::runScript(const QString &database, const QString &script)
{
    return psql(database, {QStringLiteral("-c"), script});
}

bool PostgresCluster::psql(const QString &database, const QStringList &arguments)
{
    return run(programPath(QStringLiteral("psql")),
               QStringList{QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"),
                           QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-h"), m_dir.path(), QStringLiteral("-p"),
                           QString::number(m_port ? m_port : 5432), QStringLiteral("-U"), QStringLiteral("postgres"),
                           QStringLiteral("-d"), database} +
                   arguments);
}

bool PostgresCluster::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), kPassword);
    environment.insert(QStringLiteral("PGOPTIONS"), QStringLiteral("-c client_min_messages=warning"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    bool isFinished = false;
    const auto end = [&isFinished] { isFinished = true; };
    QObject::connect(&process, &QProcess::finished, &process, end);
    QObject::connect(&process, &QProcess::errorOccurred, &process, end);
    process.start(program, arguments);
    (void)QTest::qWaitFor([&isFinished] { return isFinished; }, kPatienceMs);
    m_log += process.readAll();
    return isFinished && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 &&
           process.error() == QProcess::UnknownError;
}

} // namespace pl::test
