#include "models/base/onresult.h"
#include "models/supabase/networktransport.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace std::chrono_literals;

/// Speaks to real sockets that answer as each test wants.
class TestNetworkTransport : public QObject
{
    Q_OBJECT

private:
    QTcpServer m_server;
    QByteArray m_received;
    QByteArray m_answer; ///< empty: never answers
    bool m_hangUp = false;

    Result<HttpResponse> wait(const QFuture<Result<HttpResponse>> &future)
    {
        std::optional<Result<HttpResponse>> result;
        onResult(this, future, [&](const Result<HttpResponse> &r) { result = r; });
        if (!QTest::qWaitFor([&] { return result.has_value(); }))
            return Error{ErrorCode::Internal, QStringLiteral("the test waited in vain")};
        return *result;
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                m_received += socket->readAll();
                if (!m_answer.isEmpty())
                    socket->write(m_answer);
                if (m_hangUp)
                    socket->disconnectFromHost();
            });
        });
    }
    void init()
    {
        m_received.clear();
        m_answer.clear();
        m_hangUp = false;
    }

    void sendsNothingForABadAddress()
    {
        NetworkTransport transport(url());
        const auto answer = wait(transport.send({"GET", "/rest/v1/payments?or=(id.eq.\"1\")"}));
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::InvalidInput);
        QVERIFY2(answer.error().message.contains(QStringLiteral("GET /rest/v1/payments")),
                 qPrintable(answer.error().message));
        // What is sent behind it is all that arrives.
        m_answer = "HTTP/1.1 204 No Content\r\n\r\n";
        QVERIFY(wait(transport.send({"GET", "/rest/v1/payments"})));
        QVERIFY2(m_received.startsWith("GET /rest/v1/payments HTTP/1.1"), m_received.constData());
    }

    void anAnswerThatIsTooLongIsGivenUp_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("fits");
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: ";
        QTest::newRow("as long as it may be") << head + "100\r\n\r\n" + QByteArray(100, 'x') << true;
        QTest::newRow("longer") << head + "101\r\n\r\n" + QByteArray(101, 'x') << false;
        QTest::newRow("of no told length") << "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(5000, 'x') << false;
    }
    void anAnswerThatIsTooLongIsGivenUp()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, fits);
        m_answer = answer;
        NetworkTransport transport(url());
        HttpRequest request{"GET", "/latest"};
        request.maxBytes = 100;
        const auto read = wait(transport.send(request));
        QCOMPARE(read.ok(), fits);
        if (!fits)
            QVERIFY(read.error().code == ErrorCode::TooLarge);
        if (fits)
            QCOMPARE(read->body.size(), 100);
    }

    void carriesRequestAndAnswer()
    {
        m_answer = "HTTP/1.1 409 Conflict\r\nX-Test: yes\r\nContent-Length: 2\r\n\r\n{}";
        NetworkTransport transport(url());
        const auto answer =
            wait(transport.send({"PATCH", "/rest/v1/leads?last_name=eq.a%26b%2B", {{"apikey", "k"}}, R"({"a":1})"}));
        QVERIFY(answer.ok());
        QCOMPARE(answer->status, 409);
        QCOMPARE(answer->header("x-test"), QByteArray("yes"));
        QCOMPARE(answer->body, QByteArray("{}"));
        QVERIFY2(m_received.startsWith("PATCH /rest/v1/leads?last_name=eq.a%26b%2B HTTP/1.1\r\n"),
                 m_received.constData());
        QVERIFY(m_received.contains("User-Agent: PlumberLeads/"));
        QVERIFY(!m_received.contains("Mozilla"));
        QVERIFY(m_received.contains("apikey: k"));
    }

    void followsNoRedirect()
    {
        m_answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        NetworkTransport transport(url());
        QCOMPARE(wait(transport.send({"GET", "/"}))->status, 302);
    }

    void timesOut()
    {
        NetworkTransport transport(url());
        HttpRequest request{"GET", "/"};
        request.timeout = 50ms;
        QCOMPARE(wait(transport.send(request)).error().code, ErrorCode::TimedOut);
    }

    void aRefusedConnectionIsUnavailable()
    {
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const QUrl nowhere(QStringLiteral("http://127.0.0.1:%1").arg(gone.serverPort()));
        gone.close();
        NetworkTransport transport(nowhere);
        const auto answer = wait(transport.send({"GET", "/"}));
        QCOMPARE(answer.error().code, ErrorCode::Unavailable);
        QVERIFY(answer.error().message.contains(QStringLiteral("does not answer")));
    }

    void aTruncatedAnswerIsAnError()
    {
        m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[{";
        m_hangUp = true;
        NetworkTransport transport(url());
        QCOMPARE(wait(transport.send({"GET", "/"})).error().code, ErrorCode::Unavailable);
    }

    void openRequestsFinishOnDestruction()
    {
        auto transport = std::make_unique<NetworkTransport>(url());
        const auto future = transport->send({"GET", "/"});
        transport.reset();
        QCOMPARE(wait(future).error().code, ErrorCode::Cancelled);
    }

    void baseUrl_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("url"); // empty: refused
        QTest::newRow("hosted") << "https://abc.supabase.co"
                                << "https://abc.supabase.co";
        QTest::newRow("a slash at the end") << " http://127.0.0.1:8080/ "
                                            << "http://127.0.0.1:8080";
        QTest::newRow("IPv6") << "http://[::1]:8080"
                              << "http://[::1]:8080";
        QTest::newRow("no scheme") << "abc.supabase.co"
                                   << "";
        QTest::newRow("another scheme") << "ftp://abc.supabase.co"
                                        << "";
        QTest::newRow("a path") << "https://abc.supabase.co/rest/v1"
                                << "";
        QTest::newRow("a password in it") << "https://me:secret@abc.supabase.co"
                                          << "";
        QTest::newRow("no host") << "https://"
                                 << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void baseUrl()
    {
        QFETCH(QString, text);
        QFETCH(QString, url);
        const auto parsed = NetworkTransport::parseBaseUrl(text);
        QCOMPARE(parsed.ok() ? parsed->toString() : QString(), url);
    }
};

QTEST_GUILESS_MAIN(TestNetworkTransport)
#include "tst_networktransport.moc"
