#include "models/updates/manifest.h"
#include "models/updates/signedtext.h"
#include "tests/support/newsstand.h"

#include <QFile>
#include <QTest>

using namespace pl;
using namespace pl::updates;

namespace {

const QByteArray kSaid = "What the makers say.\n";

QByteArray dataFile(const char *name)
{
    QFile file(QStringLiteral(PL_TEST_DATA "/data/updates/") + QLatin1StringView(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Nobody but the makers can say anything to a window.
class TestSignedText : public QObject
{
    Q_OBJECT

    test::NewsStand m_makers;
    test::NewsStand m_others;

    QByteArray good() const { return m_makers.signedText(kSaid); }
    Result<QByteArray> read(const QByteArray &text) const { return verifiedText(text, m_makers.channel().keys); }

private Q_SLOTS:
    void theMakersAreBelieved()
    {
        const auto text = read(good());
        QVERIFY2(text.ok(), text ? "" : qPrintable(text.error().message));
        QCOMPARE(*text, kSaid);
        const auto byNewKey = verifiedText(good(), m_others.channel().keys + m_makers.channel().keys);
        QVERIFY(byNewKey.ok());
    }

    void whatTheReleaseScriptSignedIsBelieved()
    {
        const QByteArray key = QByteArray::fromBase64(dataFile("public-key").trimmed());
        QCOMPARE(key.size(), kKeyBytes);
        const auto manifest = verifiedText(dataFile("signed-manifest"), {key}).andThen(&Manifest::parse);
        QVERIFY2(manifest.ok(), manifest ? "" : qPrintable(manifest.error().message));
        QCOMPARE(manifest->version, QVersionNumber(0, 1, 0));
        QCOMPARE(manifest->packagesFor(QStringLiteral("windows")).size(), 1);
        QCOMPARE(manifest->packagesFor(QStringLiteral("linux")).size(), 1);
        QVERIFY(manifest->notes.contains(QStringLiteral("Leads in")));
        QVERIFY(!verifiedText(dataFile("signed-manifest"), m_makers.channel().keys).ok());
    }

    void everyChangedBitIsNoticed()
    {
        const QByteArray text = good();
        for (qsizetype i = 0; i < text.size(); ++i)
            for (const int bit : {0, 5}) {
                QByteArray changed = text;
                changed[i] = char(changed[i] ^ (1 << bit));
                QVERIFY2(!read(changed).ok(), changed.constData());
            }
        QVERIFY(!read(text + ' ').ok());
        QVERIFY(!read(text.chopped(1)).ok());
    }

    void othersAreNotBelieved_data()
    {
        const QByteArray signature = good().left(good().indexOf('\n') + 1);
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("another key") << m_others.signedText(kSaid) << int(ErrorCode::Forbidden);
        QTest::newRow("another text") << signature + "What others say.\n" << int(ErrorCode::Forbidden);
        QTest::newRow("no text") << signature << int(ErrorCode::Forbidden);
        QTest::newRow("no signature") << kSaid << int(ErrorCode::Protocol);
        QTest::newRow("an empty signature") << "ed25519 \n" + kSaid << int(ErrorCode::Protocol);
        QTest::newRow("zeros") << "ed25519 " + QByteArray(64, '\0').toBase64() + "\n" + kSaid
                               << int(ErrorCode::Forbidden);
        QTest::newRow("a short signature")
            << "ed25519 " + QByteArray(63, 's').toBase64() + "\n" + kSaid << int(ErrorCode::Protocol);
        QTest::newRow("nothing") << QByteArray() << int(ErrorCode::Protocol);
        QTest::newRow("one line") << good().left(good().indexOf('\n')) << int(ErrorCode::Protocol);
        QTest::newRow("a page") << QByteArray("<!doctype html>\n<p>Hello") << int(ErrorCode::Protocol);
        QTest::newRow("too long") << m_makers.signedText(QByteArray(kMaxSignedBytes, 'x')) << int(ErrorCode::TooLarge);
    }
    void othersAreNotBelieved()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const auto read_ = read(text);
        QVERIFY(!read_.ok());
        QCOMPARE(int(read_.error().code), code);
        QVERIFY(!read_.error().message.contains(QStringLiteral("say")));
    }

    void withoutAKeyNobodyIsBelieved()
    {
        QVERIFY(!verifiedText(good(), {}).ok());
        QVERIFY(!verifiedText(good(), {QByteArray()}).ok());
        QVERIFY(!verifiedText(good(), {QByteArray(32, '\0')}).ok());
    }
};

QTEST_GUILESS_MAIN(TestSignedText)

#include "tst_signedtext.moc"
