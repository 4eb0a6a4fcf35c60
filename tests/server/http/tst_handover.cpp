#include "tests/server/http/httpfixture.h"
#include "tests/server/http/rawclient.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QUdpSocket>

#include <unistd.h>

using namespace pl;
using namespace pl::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kGet = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n";

} // namespace

/// How a server takes over a socket and leaves it to the next one, and that stopping refuses and resets nothing.
class TestHandover : public QObject, private HttpFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void connectionsWaitUntilItIsReady();
    void leavesConnectionsToTheNextServer();
    void refusesOtherDescriptors_data();
    void refusesOtherDescriptors();
    void takesWhatWaitsOnItsOwnSocket();
    void answersARequestThatWasUnderWay_data();
    void answersARequestThatWasUnderWay();
    void answersALateRestOfAHead();
    void closesWhoBringsNothing();

private:
    /// The manager's socket once more, as each server gets it.
    qintptr socket() { return ::dup(int(m_manager->socketDescriptor())); }
    quint16 port() const { return m_manager->serverPort(); }

    std::unique_ptr<QTcpServer> m_manager; // listens and never accepts
};

void TestHandover::init()
{
    m_manager = std::make_unique<QTcpServer>();
    QVERIFY(m_manager->listen(QHostAddress::LocalHost));
    m_manager->pauseAccepting();
}

void TestHandover::cleanup()
{
    reset();
    m_manager.reset();
}

void TestHandover::connectionsWaitUntilItIsReady()
{
    make();
    const auto endpoint = m_server->takeOver(socket());
    QVERIFY(endpoint.ok());
    QCOMPARE(endpoint->host, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(endpoint->port, port());
    RawClient client(port());
    client.send(kGet);
    QTRY_VERIFY(client.isConnected());
    QCoreApplication::processEvents();
    QCOMPARE(m_server->counters().accepted, 0u);
    m_server->startAccepting();
    QTRY_COMPARE(client.status(), 200);
}

void TestHandover::leavesConnectionsToTheNextServer()
{
    make();
    QVERIFY(m_server->takeOver(socket()).ok());
    m_server->startAccepting();
    RawClient first(port());
    first.send(kGet);
    QTRY_COMPARE(first.status(), 200);
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    m_server->shutdown();
    RawClient second(port());
    second.send(kGet);
    QTRY_COMPARE(drained.size(), 1);
    QTRY_VERIFY(first.isClosed());
    QVERIFY(second.isConnected());
    QCOMPARE(m_calls, 1);

    make();
    QVERIFY(m_server->takeOver(socket()).ok());
    m_server->startAccepting();
    QTRY_COMPARE(second.status(), 200);
}

void TestHandover::refusesOtherDescriptors_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"a file", "UDP", "a local socket", "a connection", "nothing"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestHandover::refusesOtherDescriptors()
{
    QFETCH(QString, kind);
    QTemporaryFile file;
    QVERIFY(file.open());
    QUdpSocket udp;
    QVERIFY(udp.bind(QHostAddress::LocalHost));
    QLocalServer local;
    QVERIFY(local.listen(file.fileName() + u".socket"_s));
    QTcpSocket connection;
    connection.connectToHost(QHostAddress(QHostAddress::LocalHost), port());
    QVERIFY(connection.waitForConnected());
    const QHash<QString, qintptr> descriptors{{u"a file"_s, file.handle()},
                                              {u"UDP"_s, udp.socketDescriptor()},
                                              {u"a local socket"_s, local.socketDescriptor()},
                                              {u"a connection"_s, connection.socketDescriptor()},
                                              {u"nothing"_s, 9999}};
    make();
    const auto taken = m_server->takeOver(descriptors.value(kind));
    QVERIFY(!taken.ok());
    QCOMPARE(taken.error().message, u"The socket that was handed over isn't a listening TCP socket."_s);
}

/// Nobody else could accept it: closing the socket would reset it.
void TestHandover::takesWhatWaitsOnItsOwnSocket()
{
    start();
    QTcpSocket client;
    client.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    QVERIFY(client.waitForConnected()); // without this thread's event loop: the server doesn't know yet
    client.write(kGet);
    client.flush();
    QCOMPARE(m_server->counters().accepted, 0u);
    m_server->shutdown();
    QTRY_VERIFY(client.bytesAvailable() > 0);
    QVERIFY(client.readAll().startsWith("HTTP/1.1 200 "));
}

void TestHandover::answersARequestThatWasUnderWay_data()
{
    QTest::addColumn<int>("before");
    QTest::newRow("the connection's first") << 0;
    QTest::newRow("its second") << 1;
}

void TestHandover::answersARequestThatWasUnderWay()
{
    QFETCH(int, before);
    start();
    RawClient client(m_port);
    if (before > 0)
        client.send(kGet);
    QTRY_COMPARE(m_server->counters().accepted, 1u);
    QTRY_COMPARE(client.answers(), before);
    QTRY_VERIFY(client.isConnected());
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    m_server->shutdown();
    client.send(kGet);
    QTRY_COMPARE(client.answers(), before + 1);
    QVERIFY(client.received().contains("Connection: close\r\n"));
    QTRY_COMPARE(drained.size(), 1);
}

void TestHandover::answersALateRestOfAHead()
{
    http::Limits limits;
    limits.drain = std::chrono::milliseconds(1);
    start(limits);
    RawClient client(m_port);
    client.send(kGet.chopped(6));
    QTRY_VERIFY(m_server->counters().unfinishedBytes > 0);
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    m_server->shutdown();
    QTest::qWait(300); // longer than `drain` and a look at the deadlines: nothing is to happen
    QVERIFY(client.isConnected());
    client.send(kGet.last(6));
    QTRY_COMPARE(client.status(), 200);
    QTRY_COMPARE(drained.size(), 1);
}

void TestHandover::closesWhoBringsNothing()
{
    start();
    RawClient client(m_port);
    QTRY_COMPARE(m_server->counters().accepted, 1u);
    QTRY_VERIFY(client.isConnected());
    QElapsedTimer time;
    time.start();
    QSignalSpy drained(m_server.get(), &http::Server::drained);
    m_server->shutdown();
    QTRY_COMPARE(drained.size(), 1);
    QVERIFY2(time.elapsed() >= 400, qPrintable(QString::number(time.elapsed())));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received(), QByteArray());
}

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
