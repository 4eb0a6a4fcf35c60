#include "models/updates/channel.h"

#include <QTest>

using namespace pl;
using namespace pl::updates;

namespace {

const QString kGoodUrl = QStringLiteral("https://makers.example/plumber-leads/latest?a=b%20c");
const QString kGoodKey = QString::fromLatin1(QByteArray(32, 'k').toBase64());

} // namespace

/// What a build is given, before anything is asked with it.
class TestChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingGivenIsNoChannel()
    {
        const auto channel = Channel::parse({}, {});
        QVERIFY(channel.ok());
        QVERIFY(!channel->isSet());
    }

    void theAddressIsServerAndTarget()
    {
        const auto channel = Channel::parse(kGoodUrl, kGoodKey);
        QVERIFY(channel.ok());
        QVERIFY(channel->isSet());
        QCOMPARE(channel->keys, QList<QByteArray>{QByteArray(32, 'k')});
        QCOMPARE(channel->server(), QUrl(QStringLiteral("https://makers.example")));
        QCOMPARE(channel->target(), QByteArray("/plumber-leads/latest?a=b%20c"));
        const auto two = Channel::parse(kGoodUrl, kGoodKey + QStringLiteral(", ") + kGoodKey);
        QVERIFY(two.ok());
        QCOMPARE(two->keys.size(), 2);
    }

    void whatCantWorkIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("key");
        QTest::newRow("no key") << kGoodUrl << QString();
        QTest::newRow("no address") << QString() << kGoodKey;
        QTest::newRow("http") << QStringLiteral("http://makers.example/latest") << kGoodKey;
        QTest::newRow("a name like this machine's") << QStringLiteral("http://127.0.0.1.example/latest") << kGoodKey;
        QTest::newRow("file") << QStringLiteral("file:///etc/latest") << kGoodKey;
        QTest::newRow("credentials") << QStringLiteral("https://me:secret@makers.example/latest") << kGoodKey;
        QTest::newRow("no path") << QStringLiteral("https://makers.example") << kGoodKey;
        QTest::newRow("a short key") << kGoodUrl << QString::fromLatin1(QByteArray(31, 'k').toBase64());
        QTest::newRow("no Base64") << kGoodUrl << QStringLiteral("!") + kGoodKey.mid(1);
        QTest::newRow("an empty second key") << kGoodUrl << kGoodKey + u',';
    }
    void whatCantWorkIsRefused()
    {
        QFETCH(QString, url);
        QFETCH(QString, key);
        const auto channel = Channel::parse(url, key);
        QVERIFY(!channel.ok());
        QVERIFY(channel.error().code == ErrorCode::InvalidInput);
    }

    void aServerOnThisMachineNeedsNoTls()
    {
        for (const char *url : {"http://127.0.0.1:8080/latest", "http://localhost/latest", "http://[::1]:9/latest"})
            QVERIFY2(Channel::parse(QLatin1StringView(url), kGoodKey).ok(), url);
    }
};

QTEST_GUILESS_MAIN(TestChannel)

#include "tst_channel.moc"
