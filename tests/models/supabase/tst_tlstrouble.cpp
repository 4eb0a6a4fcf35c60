#include "models/base/onresult.h"
#include "models/supabase/networktransport.h"

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::supabase;
using namespace Qt::StringLiterals;

/// What people are told when a secure connection can't be trusted: real servers with real, bad certificates.
class TestTlsTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void trustsAGoodCertificate();
    void saysWhy_data();
    void saysWhy();
    void aServerWithoutTls();

private:
    bool openssl(const QStringList &arguments);
    bool makeLeaf(const QString &name, const QString &host, int days);
    QSslConfiguration serverConfiguration(const QString &name) const;
    Result<HttpResponse> ask(QTcpServer &server);

    QTemporaryDir m_dir;
    QSslConfiguration m_default;
};

bool TestTlsTrouble::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_dir.path());
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitCode() == 0;
}

/// A certificate of the test's own authority.
bool TestTlsTrouble::makeLeaf(const QString &name, const QString &host, int days)
{
    const QStringList ask{
        u"req"_s,     u"-newkey"_s,     u"ec"_s,       u"-pkeyopt"_s,   u"ec_paramgen_curve:prime256v1"_s,
        u"-nodes"_s,  u"-subj"_s,       u"/CN=leaf"_s, u"-addext"_s,    u"subjectAltName="_s + host,
        u"-keyout"_s, name + u".key"_s, u"-out"_s,     name + u".csr"_s};
    const QStringList sign{u"x509"_s,
                           u"-req"_s,
                           u"-in"_s,
                           name + u".csr"_s,
                           u"-CA"_s,
                           u"authority.pem"_s,
                           u"-CAkey"_s,
                           u"authority.key"_s,
                           u"-CAcreateserial"_s,
                           u"-copy_extensions"_s,
                           u"copy"_s,
                           u"-days"_s,
                           QString::number(days),
                           u"-out"_s,
                           name + u".pem"_s};
    return openssl(ask) && openssl(sign);
}

void TestTlsTrouble::initTestCase()
{
    QVERIFY(QSslSocket::supportsSsl());
    const auto makeAuthority = [this](const QString &name, const QString &extension) {
        return openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                        u"-nodes"_s, u"-subj"_s, u"/CN="_s + name, u"-addext"_s, extension, u"-days"_s, u"2"_s,
                        u"-keyout"_s, name + u".key"_s, u"-out"_s, name + u".pem"_s});
    };
    QVERIFY2(makeAuthority(u"authority"_s, u"keyUsage=keyCertSign"_s), "the program openssl is needed");
    QVERIFY(makeAuthority(u"selfsigned"_s, u"subjectAltName=IP:127.0.0.1"_s));
    QVERIFY(makeLeaf(u"good"_s, u"IP:127.0.0.1"_s, 2));
    QVERIFY(makeLeaf(u"expired"_s, u"IP:127.0.0.1"_s, -1));
    QVERIFY(makeLeaf(u"otherhost"_s, u"DNS:somewhere.test"_s, 2));
    m_default = QSslConfiguration::defaultConfiguration();
    QSslConfiguration trusting = m_default;
    QVERIFY(trusting.addCaCertificates(m_dir.filePath(u"authority.pem"_s)));
    QSslConfiguration::setDefaultConfiguration(trusting);
}

void TestTlsTrouble::cleanupTestCase()
{
    QSslConfiguration::setDefaultConfiguration(m_default);
}

QSslConfiguration TestTlsTrouble::serverConfiguration(const QString &name) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    QFile key(m_dir.filePath(name + u".key"_s));
    if (key.open(QIODevice::ReadOnly))
        configuration.setPrivateKey(QSslKey(&key, QSsl::Ec));
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(m_dir.filePath(name + u".pem"_s)));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

Result<HttpResponse> TestTlsTrouble::ask(QTcpServer &server)
{
    connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&server] {
        while (QTcpSocket *socket = server.nextPendingConnection())
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
            });
    });
    NetworkTransport transport(QUrl(u"https://127.0.0.1:%1"_s.arg(server.serverPort())));
    std::optional<Result<HttpResponse>> result;
    onResult(this, transport.send({"GET", "/rest/v1/leads"}),
             [&result](const Result<HttpResponse> &answer) { result = answer; });
    (void)QTest::qWaitFor([&result] { return result.has_value(); }, 10000);
    return result.value_or(Error{ErrorCode::TimedOut, u"the test waited in vain"_s});
}

void TestTlsTrouble::trustsAGoodCertificate()
{
    QSslServer server;
    server.setSslConfiguration(serverConfiguration(u"good"_s));
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto answer = ask(server);
    QVERIFY2(answer.ok(), answer.ok() ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->status, 200);
}

void TestTlsTrouble::saysWhy_data()
{
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("self-signed") << u"selfsigned"_s << u"is not from an authority that this computer trusts"_s;
    QTest::newRow("expired") << u"expired"_s << u"The certificate of 127.0.0.1 has expired."_s;
    QTest::newRow("of another host") << u"otherhost"_s << u"belongs to another host"_s;
}

void TestTlsTrouble::saysWhy()
{
    QFETCH(QString, certificate);
    QFETCH(QString, sentence);
    QSslServer server;
    server.setSslConfiguration(serverConfiguration(certificate));
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto answer = ask(server);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QVERIFY2(answer.error().message.contains(sentence), qPrintable(answer.error().message));
    QVERIFY(answer.error().message.endsWith(u"Nothing was sent."));
}

void TestTlsTrouble::aServerWithoutTls()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto answer = ask(server);
    QVERIFY(!answer.ok());
    QVERIFY2(answer.error().message.contains(u"Does that host support https?"), qPrintable(answer.error().message));
}

QTEST_GUILESS_MAIN(TestTlsTrouble)
#include "tst_tlstrouble.moc"
