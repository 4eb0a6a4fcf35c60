#include "models/updates/manifest.h"

#include "models/base/jsontext.h"
#include "tests/support/newsstand.h"

#include <QTest>

using namespace pl;
using namespace pl::updates;

namespace {

nlohmann::json goodManifest()
{
    return test::NewsStand::manifest("1.2.3");
}

Result<Manifest> parsedManifest(const nlohmann::json &json)
{
    return Manifest::parse(dumpJson(json));
}

/// The good one with another value of a field; null takes the field out.
QByteArray withField(const char *field, const nlohmann::json &value)
{
    nlohmann::json json = goodManifest();
    json[field] = value;
    if (value.is_null())
        json.erase(field);
    return dumpJson(json);
}

QByteArray withPackage(const char *field, const nlohmann::json &value)
{
    nlohmann::json json = goodManifest();
    json["packages"][0][field] = value;
    return dumpJson(json);
}

} // namespace

/// What the makers may say, and in which form.
class TestManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsRead()
    {
        nlohmann::json json = goodManifest();
        json["of a later version"] = {1, 2};
        const auto manifest = parsedManifest(json);
        QVERIFY2(manifest.ok(), manifest ? "" : qPrintable(manifest.error().message));
        QCOMPARE(manifest->version, QVersionNumber(1, 2, 3));
        QCOMPARE(manifest->date, QDate(2026, 11, 1));
        QCOMPARE(manifest->signedAt, *Timestamp::parse(u"2026-11-01T12:00:00Z"));
        QCOMPARE(manifest->expiresAt, *Timestamp::parse(u"2027-05-01T12:00:00Z"));
        QCOMPARE(manifest->notes, QStringLiteral("Leads come in faster."));
        QCOMPARE(manifest->page, QUrl(QStringLiteral("https://makers.example/download")));
        QCOMPARE(manifest->packages.size(), 2);
        const QList<Package> windows = manifest->packagesFor(QStringLiteral("windows"));
        QCOMPARE(windows.size(), 1);
        QCOMPARE(windows.first().name, QStringLiteral("plumber-leads-setup.exe"));
        QCOMPARE(windows.first().sha256, QString(64, u'b'));
        QVERIFY(manifest->packagesFor(QStringLiteral("macos")).isEmpty());
    }

    void whatIsNoManifestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("an array") << QByteArray("[]");
        QTest::newRow("another program") << withField("product", "plumber-leads-server");
        QTest::newRow("no program") << withField("product", nullptr);
        QTest::newRow("no version") << withField("version", nullptr);
        QTest::newRow("a version as a number") << withField("version", 2);
        QTest::newRow("a short version") << withField("version", "1.2");
        QTest::newRow("a version with a word") << withField("version", "1.2.3-evil");
        QTest::newRow("a version with a line") << withField("version", "1.2.3\n");
        QTest::newRow("a huge version") << withField("version", "1.2.999999");
        QTest::newRow("no date") << withField("date", nullptr);
        QTest::newRow("a day that isn't") << withField("date", "2026-02-30");
        QTest::newRow("no end") << withField("expires", nullptr);
        QTest::newRow("an end that is no time") << withField("expires", "soon");
        QTest::newRow("not signed at any time") << withField("signed", nullptr);
        QTest::newRow("no notes") << withField("notes", nullptr);
        QTest::newRow("notes as a list") << withField("notes", {"a", "b"});
        QTest::newRow("endless notes") << withField("notes", std::string(8001, 'x'));
        QTest::newRow("no page") << withField("page", nullptr);
        QTest::newRow("a page without TLS") << withField("page", "http://makers.example/download");
        QTest::newRow("a file") << withField("page", "file:///etc/passwd");
        QTest::newRow("a script") << withField("page", "javascript:alert(1)");
        QTest::newRow("a page with credentials") << withField("page", "https://a:b@makers.example/");
        QTest::newRow("an endless page") << withField("page", "https://makers.example/" + std::string(500, 'x'));
        QTest::newRow("no packages") << withField("packages", nullptr);
        QTest::newRow("packages as a text") << withField("packages", "all");
        QTest::newRow("many packages") << withField("packages", nlohmann::json(21, goodManifest()["packages"][0]));
        QTest::newRow("a package as a number") << withField("packages", {7});
        QTest::newRow("another system") << withPackage("system", "amiga");
        QTest::newRow("a path as a name") << withPackage("name", "../plumber-leads.deb");
        QTest::newRow("a short hash") << withPackage("sha256", std::string(63, 'a'));
        QTest::newRow("a hash of other signs") << withPackage("sha256", std::string(64, 'g'));
        QTest::newRow("a package without TLS") << withPackage("url", "http://makers.example/p.deb");
    }
    void whatIsNoManifestIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto manifest = Manifest::parse(text);
        QVERIFY(!manifest.ok());
        QVERIFY(manifest.error().code == ErrorCode::Protocol);
        QVERIFY(!manifest.error().message.contains(QStringLiteral("makers.example")));
    }

    void notesAreVisibleText()
    {
        nlohmann::json json = goodManifest();
        json["notes"] = " One\nTwo\r\n\x07<b>Three</b>\u200B\u202E ";
        const auto manifest = parsedManifest(json);
        QVERIFY(manifest.ok());
        QCOMPARE(manifest->notes, QStringLiteral("One\nTwo\n<b>Three</b>"));
    }

    void nothingOlderFollows_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("signedAt");
        QTest::addColumn<bool>("follows");
        const QString same = QStringLiteral("2026-11-01T12:00:00Z");
        const QString before = QStringLiteral("2026-11-01T11:59:59Z");
        const QString after = QStringLiteral("2026-11-01T12:00:01Z");
        QTest::newRow("the same") << QStringLiteral("1.2.3") << same << true;
        QTest::newRow("signed later") << QStringLiteral("1.2.3") << after << true;
        QTest::newRow("signed before") << QStringLiteral("1.2.3") << before << false;
        QTest::newRow("a newer version") << QStringLiteral("1.2.10") << before << true;
        QTest::newRow("an older version") << QStringLiteral("1.2.2") << after << false;
        QTest::newRow("an older version by its text's order") << QStringLiteral("1.10.0") << same << true;
    }
    void nothingOlderFollows()
    {
        QFETCH(QString, version);
        QFETCH(QString, signedAt);
        nlohmann::json json = goodManifest();
        json["version"] = version.toStdString();
        json["signed"] = signedAt.toStdString();
        const auto news = parsedManifest(json);
        QVERIFY(news.ok());
        QTEST(news->isAtLeast(*parsedManifest(goodManifest())), "follows");
    }
};

QTEST_GUILESS_MAIN(TestManifest)

#include "tst_manifest.moc"
