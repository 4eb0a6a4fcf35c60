#include "server/backup/manifest.h"

#include <QTest>

using namespace pl;
using namespace pl::backup;
using namespace Qt::StringLiterals;
using nlohmann::json;

class TestBackupManifest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void refusesWhatItDidNotWrite_data();
    void refusesWhatItDidNotWrite();
    void refusesANewerFormat();
    void sumsUpNothingTooLarge();
};

namespace {

const QByteArray kSomeHash = QByteArray(64, 'a');

Manifest someManifest()
{
    Manifest manifest{.version = u"1.2.3"_s,
                      .content = Content::Data,
                      .store = Store::Embedded,
                      .takenAt = Timestamp{1'795'999'999'123'456},
                      .journalSchema = 3,
                      .storeSchema = 18};
    manifest.journalRows = {{u"entries"_s, 12}};
    manifest.storeRows = {{u"leads"_s, 10}, {u"plumbers"_s, 0}};
    manifest.members = {{u"journal.sqlite"_s, 4096, kSomeHash}, {u"supabase.db"_s, 8192, kSomeHash}};
    return manifest;
}

json member(const char *name, const json &size, const std::string &hash = kSomeHash.toStdString())
{
    return {{"name", name}, {"size", size}, {"sha256", hash}};
}

} // namespace

void TestBackupManifest::readsWhatItWrites()
{
    const Manifest manifest = someManifest();
    const auto read = Manifest::fromJson(manifest.toJson());
    QVERIFY2(read.ok(), read.ok() ? "" : qPrintable(read.error().message));
    QVERIFY(*read == manifest);
    QCOMPARE(read->bytes(), qint64(12288));
    QVERIFY(read->find(u"supabase.db"_s) && !read->find(u"jwt-secret"_s));
}

void TestBackupManifest::refusesWhatItDidNotWrite_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *field, const json &value) {
        QTest::newRow(name) << QByteArray(field) << QByteArray::fromStdString(value.dump());
    };
    const auto list = [](const json &one) { return json::array({one}); };
    row("format as text", "format", "1");
    row("no version", "version", nullptr);
    row("unknown content", "content", "some");
    row("unknown store", "store", "floppy");
    row("no time", "taken_at", "yesterday");
    row("rows as a list", "store_rows", json::array());
    row("fewer than no rows", "journal_rows", {{"entries", -1}});
    row("rows as text", "journal_rows", {{"entries", "many"}});
    row("members as an object", "members", json::object());
    row("member as text", "members", list("journal.sqlite"));
    row("unknown file", "members", list(member("passwd", 1)));
    row("path upward", "members", list(member("../journal.sqlite", 1)));
    row("absolute path", "members", list(member("/etc/passwd", 1)));
    row("manifest in itself", "members", list(member("manifest.json", 1)));
    row("negative size", "members", list(member("journal.sqlite", -1)));
    row("size with a fraction", "members", list(member("journal.sqlite", 1.5)));
    row("short hash", "members", list(member("journal.sqlite", 1, "aa")));
    row("hash of other letters", "members", list(member("journal.sqlite", 1, std::string(64, 'Z'))));
    row("twice", "members", json::array({member("journal.sqlite", 1), member("journal.sqlite", 1)}));
    row("a secret among the data", "members", list(member("jwt-secret", 1)));
}

void TestBackupManifest::refusesWhatItDidNotWrite()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    json object = someManifest().toJson();
    object[field.toStdString()] = json::parse(value.toStdString());
    const auto read = Manifest::fromJson(object);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::InvalidInput);
}

void TestBackupManifest::refusesANewerFormat()
{
    json object = someManifest().toJson();
    object["format"] = Manifest::kFormat + 1;
    const auto read = Manifest::fromJson(object);
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.contains(u"newer version"), qPrintable(read.error().message));
}

void TestBackupManifest::sumsUpNothingTooLarge()
{
    Manifest manifest = someManifest();
    manifest.members[0].size = std::numeric_limits<qint64>::max();
    QCOMPARE(manifest.bytes(), std::numeric_limits<qint64>::max());
}

QTEST_GUILESS_MAIN(TestBackupManifest)
#include "tst_backupmanifest.moc"
