#include "server/main/servicemanager.h"
#include "tests/support/noticesocket.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>

using namespace pl;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What the server understands of a service manager's variables, and what it tells it.
class TestServiceManager : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void worksWithoutOne();
    void takesSockets_data();
    void takesSockets();
    void socketsAreNotInherited();
    void takesItsPatience_data();
    void takesItsPatience();
    void sendsNews_data();
    void sendsNews();
    void keepsASentenceOnOneLine();
    void neverWaitsForAManager();
    void nobodyElseGetsItsVariables();
};

namespace {

constexpr std::array kManagersVariables{"LISTEN_FDS",    "LISTEN_PID",   "LISTEN_FDNAMES",
                                        "WATCHDOG_USEC", "WATCHDOG_PID", "NOTIFY_SOCKET"};

QByteArray filledIn(QByteArray pid)
{
    return pid.replace("OWN", QByteArray::number(::getpid()));
}

} // namespace

void TestServiceManager::init()
{
    for (const char *variable : kManagersVariables)
        qunsetenv(variable);
}

void TestServiceManager::worksWithoutOne()
{
    const ServiceManager manager = ServiceManager::fromEnvironment();
    QCOMPARE(manager.sockets(), QList<qintptr>());
    QCOMPARE(manager.patience(), 0us);
    manager.tell("READY=1\n");
}

void TestServiceManager::takesSockets_data()
{
    QTest::addColumn<QByteArray>("many");
    QTest::addColumn<QByteArray>("pid");
    QTest::addColumn<QList<qintptr>>("sockets");
    QTest::newRow("one") << QByteArray("1") << QByteArray("OWN") << QList<qintptr>{3};
    QTest::newRow("two") << QByteArray("2") << QByteArray("OWN") << QList<qintptr>{3, 4};
    QTest::newRow("another process's") << QByteArray("1") << QByteArray("1") << QList<qintptr>();
    QTest::newRow("nobody's") << QByteArray("1") << QByteArray() << QList<qintptr>();
    QTest::newRow("no number") << QByteArray("one") << QByteArray("OWN") << QList<qintptr>();
    QTest::newRow("negative") << QByteArray("-1") << QByteArray("OWN") << QList<qintptr>();
}

void TestServiceManager::takesSockets()
{
    QFETCH(QByteArray, many);
    QFETCH(QByteArray, pid);
    QFETCH(QList<qintptr>, sockets);
    qputenv("LISTEN_FDS", many);
    qputenv("LISTEN_PID", filledIn(pid));
    QCOMPARE(ServiceManager::fromEnvironment().sockets(), sockets);
}

void TestServiceManager::socketsAreNotInherited()
{
    const bool isFree = ::fcntl(3, F_GETFD) < 0;
    if (isFree)
        QCOMPARE(::dup2(0, 3), 3);
    const int before = ::fcntl(3, F_GETFD);
    QCOMPARE(::fcntl(3, F_SETFD, 0), 0);
    qputenv("LISTEN_FDS", "1");
    qputenv("LISTEN_PID", filledIn("OWN"));
    const ServiceManager manager = ServiceManager::fromEnvironment();
    QCOMPARE(::fcntl(3, F_GETFD), FD_CLOEXEC);
    isFree ? ::close(3) : ::fcntl(3, F_SETFD, before);
}

void TestServiceManager::takesItsPatience_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("pid");
    QTest::addColumn<qint64>("microseconds");
    QTest::newRow("for this process") << QByteArray("60000000") << QByteArray("OWN") << qint64(60'000'000);
    QTest::newRow("for nobody by name") << QByteArray("60000000") << QByteArray() << qint64(60'000'000);
    QTest::newRow("for another") << QByteArray("60000000") << QByteArray("1") << qint64(0);
    QTest::newRow("no number") << QByteArray("soon") << QByteArray("OWN") << qint64(0);
    QTest::newRow("negative") << QByteArray("-5") << QByteArray("OWN") << qint64(0);
}

void TestServiceManager::takesItsPatience()
{
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, pid);
    QFETCH(qint64, microseconds);
    qputenv("WATCHDOG_USEC", length);
    if (!pid.isEmpty())
        qputenv("WATCHDOG_PID", filledIn(pid));
    QCOMPARE(ServiceManager::fromEnvironment().patience(), std::chrono::microseconds(microseconds));
}

void TestServiceManager::sendsNews_data()
{
    QTest::addColumn<bool>("isAbstract");
    QTest::newRow("a file") << false;
    QTest::newRow("abstract") << true;
}

void TestServiceManager::sendsNews()
{
    QFETCH(bool, isAbstract);
    const QTemporaryDir folder;
    const QByteArray address = (isAbstract ? u"@"_s : QString()).toUtf8() + folder.filePath(u"notify"_s).toUtf8();
    test::NoticeSocket socket(address);
    QVERIFY(socket.isBound());
    qputenv("NOTIFY_SOCKET", address);
    const ServiceManager manager = ServiceManager::fromEnvironment();
    manager.tell("WATCHDOG=1\n");
    manager.tellStatus(u"Listening."_s, "READY=1\n");
    QCOMPARE(socket.lines(), QList<QByteArray>({"WATCHDOG=1", "READY=1", "STATUS=Listening."}));
}

/// A line of its own would be a message of its own.
void TestServiceManager::keepsASentenceOnOneLine()
{
    const QTemporaryDir folder;
    const QByteArray address = folder.filePath(u"notify"_s).toUtf8();
    test::NoticeSocket socket(address);
    qputenv("NOTIFY_SOCKET", address);
    ServiceManager::fromEnvironment().tellStatus(u"Failed:\nREADY=1"_s);
    QCOMPARE(socket.lines(), QList<QByteArray>({"STATUS=Failed: READY=1"}));
}

void TestServiceManager::neverWaitsForAManager()
{
    const QTemporaryDir folder;
    const QByteArray address = folder.filePath(u"notify"_s).toUtf8();
    test::NoticeSocket socket(address); // never reads
    qputenv("NOTIFY_SOCKET", address);
    const ServiceManager manager = ServiceManager::fromEnvironment();
    for (int i = 0; i < 10'000; ++i)
        manager.tell("WATCHDOG=1\n");
    const auto received = socket.lines().size();
    QVERIFY2(received > 0 && received < 10'000, qPrintable(QString::number(received)));
    qputenv("NOTIFY_SOCKET", QByteArray(300, 'x'));
    ServiceManager::fromEnvironment().tell("READY=1\n");
    qputenv("NOTIFY_SOCKET", "/nowhere/at/all");
    ServiceManager::fromEnvironment().tell("READY=1\n");
}

void TestServiceManager::nobodyElseGetsItsVariables()
{
    for (const char *variable : kManagersVariables)
        qputenv(variable, "1");
    (void)ServiceManager::fromEnvironment();
    for (const char *variable : kManagersVariables)
        QVERIFY2(!qEnvironmentVariableIsSet(variable), variable);
}

QTEST_GUILESS_MAIN(TestServiceManager)
#include "tst_servicemanager.moc"
