#include "models/base/jsontext.h"
#include "server/backup/archivereader.h"
#include "server/backup/archivewriter.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

using namespace pl;
using namespace pl::backup;
using namespace Qt::StringLiterals;

/// The archive's reader believes nothing.
class TestBackupArchive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bringsBackEveryFile();
    void theTarProgramReadsIt();
    void refusesWhatIsNoBackup_data();
    void refusesWhatIsNoBackup();
    void refusesWhatIsCutOff();
    void refusesAnyChangedByte();
    void refusesWhatWouldFillTheDisk();
    void saysThatTheDiskIsFull();
};

namespace {

/// An archive in memory.
class Collected : public ArchiveOutput
{
public:
    Result<> write(const char *from, qint64 size) override
    {
        bytes.append(from, size);
        return {};
    }
    Result<> finish() override { return {}; }
    QByteArray bytes;
};

class Given : public ArchiveInput
{
public:
    explicit Given(QByteArray all) : m_left(std::move(all)) {}
    Result<QByteArray> read() override
    {
        const QByteArray part = m_left.left(1000);
        m_left.remove(0, part.size());
        return part;
    }

private:
    QByteArray m_left;
};

const QByteArray kJournal = QByteArray("journal ").repeated(5000);
const QByteArray kStore = QByteArray("store ").repeated(50'000);

void put(const QString &folder, const char *name, const QByteArray &contents)
{
    QFile file(QDir(folder).filePath(QString::fromLatin1(name)));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(contents) == contents.size());
}

Member memberFor(const char *name, const QByteArray &contents)
{
    return {QString::fromLatin1(name), contents.size(),
            QCryptographicHash::hash(contents, QCryptographicHash::Sha256).toHex()};
}

Manifest manifestOf(const QList<Member> &members)
{
    Manifest manifest{.version = u"1.0"_s, .takenAt = Timestamp::now()};
    manifest.members = members;
    return manifest;
}

QByteArray goodArchive()
{
    const QTemporaryDir dir;
    put(dir.path(), kJournalFile, kJournal);
    put(dir.path(), kStoreFile, kStore);
    Collected collected;
    const Manifest manifest = manifestOf({memberFor(kJournalFile, kJournal), memberFor(kStoreFile, kStore)});
    const auto written = ArchiveWriter(collected).write(manifest, dir.path());
    return written ? collected.bytes : QByteArray();
}

/// What a hostile hand puts into an archive.
struct Entry
{
    QByteArray name;
    QByteArray contents = {};
    unsigned type = AE_IFREG;
    QByteArray target = {}; ///< of a link
};

QByteArray archiveOf(const QList<Entry> &entries)
{
    QByteArray bytes(4 * 1024 * 1024, Qt::Uninitialized);
    std::size_t used = 0;
    archive *made = archive_write_new();
    archive_write_set_format_pax_restricted(made);
    archive_write_add_filter_gzip(made);
    archive_write_open_memory(made, bytes.data(), std::size_t(bytes.size()), &used);
    for (const Entry &one : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, one.name.constData());
        archive_entry_set_filetype(entry, one.type);
        archive_entry_set_perm(entry, 0644);
        if (one.type == AE_IFLNK)
            archive_entry_set_symlink(entry, one.target.constData());
        else if (!one.target.isEmpty())
            archive_entry_set_hardlink(entry, one.target.constData());
        archive_entry_set_size(entry, one.contents.size());
        archive_write_header(made, entry);
        archive_write_data(made, one.contents.constData(), std::size_t(one.contents.size()));
        archive_entry_free(entry);
    }
    archive_write_close(made);
    archive_write_free(made);
    bytes.truncate(qsizetype(used));
    return bytes;
}

Entry manifestEntry(const QList<Member> &members)
{
    return {Manifest::kFileName, dumpJson(manifestOf(members).toJson())};
}

Result<Manifest> unpacked(const QByteArray &archive, const QString &folder)
{
    Given given(archive);
    return ArchiveReader(given).unpack(folder);
}

} // namespace

void TestBackupArchive::bringsBackEveryFile()
{
    const QTemporaryDir dir;
    const auto manifest = unpacked(goodArchive(), dir.path());
    QVERIFY2(manifest.ok(), manifest.ok() ? "" : qPrintable(manifest.error().message));
    QCOMPARE(manifest->members.size(), 2);
    for (const auto &[name, contents] : {std::pair(kJournalFile, kJournal), std::pair(kStoreFile, kStore)}) {
        QFile file(dir.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), contents);
#ifdef Q_OS_UNIX
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
#endif
    }
}

/// So that a backup can be looked into without this program.
void TestBackupArchive::theTarProgramReadsIt()
{
    const QTemporaryDir dir;
    put(dir.path(), "a.tar.gz", goodArchive());
    QProcess tar;
    tar.start(u"tar"_s, {u"-tzf"_s, dir.filePath(u"a.tar.gz"_s)});
    QVERIFY(tar.waitForFinished(10000));
    QCOMPARE(tar.readAllStandardOutput(), QByteArray("manifest.json\njournal.sqlite\nsupabase.db\n"));
}

void TestBackupArchive::refusesWhatIsNoBackup_data()
{
    QTest::addColumn<QByteArray>("archive");
    const Member journal = memberFor(kJournalFile, "abc");
    const Entry good{kJournalFile, "abc"};
    const auto row = [](const char *name, const QList<Entry> &entries) { QTest::newRow(name) << archiveOf(entries); };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("This is a letter.\n").repeated(100);
    QTest::newRow("zeros") << QByteArray(20'000, '\0');
    row("empty archive", {});
    row("no manifest", {good});
    row("manifest behind", {good, manifestEntry({journal})});
    row("manifest that is no JSON", {{Manifest::kFileName, "{"}, good});
    row("huge manifest", {{Manifest::kFileName, QByteArray(2 * 1024 * 1024, ' ')}, good});
    row("manifest in a folder", {{"a/manifest.json", manifestEntry({journal}).contents}, good});
    row("file missing", {manifestEntry({journal})});
    row("file that is not named", {manifestEntry({}), good});
    row("file twice", {manifestEntry({journal}), good, good});
    row("manifest twice", {manifestEntry({journal}), manifestEntry({journal}), good});
    row("path upward", {manifestEntry({journal}), {"../journal.sqlite", "abc"}});
    row("path within", {manifestEntry({journal}), {"a/../journal.sqlite", "abc"}});
    row("absolute path", {manifestEntry({journal}), {"/tmp/journal.sqlite", "abc"}});
    row("dot", {manifestEntry({journal}), {"./journal.sqlite", "abc"}});
    row("symbolic link", {manifestEntry({journal}), {kJournalFile, {}, AE_IFLNK, "/etc/passwd"}});
    row("hard link", {manifestEntry({journal}), {kJournalFile, {}, AE_IFREG, "/etc/passwd"}});
    row("folder", {manifestEntry({journal}), {kJournalFile, {}, AE_IFDIR}, good});
    row("pipe", {manifestEntry({journal}), {kJournalFile, {}, AE_IFIFO}});
    row("too short", {manifestEntry({journal}), {kJournalFile, "ab"}});
    row("too long", {manifestEntry({journal}), {kJournalFile, "abcd"}});
    row("other contents", {manifestEntry({journal}), {kJournalFile, "abd"}});
}

void TestBackupArchive::refusesWhatIsNoBackup()
{
    QFETCH(QByteArray, archive);
    const QTemporaryDir dir;
    QVERIFY(QDir(dir.path()).mkdir(u"in"_s));
    const QString folder = dir.filePath(u"in"_s);
    const auto read = unpacked(archive, folder);
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::InvalidInput);
    // Nothing beside the folder, and nothing but plain files in it.
    QCOMPARE(QDir(dir.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{u"in"_s});
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
        QVERIFY2(info.isFile() && !info.isSymLink(), qPrintable(info.fileName()));
}

void TestBackupArchive::refusesWhatIsCutOff()
{
    const QByteArray archive = goodArchive();
    QVERIFY(archive.size() > 200);
    for (qsizetype size = 0; size < archive.size() - 40; size += 1 + archive.size() / 100) {
        const QTemporaryDir dir;
        const auto read = unpacked(archive.left(size), dir.path());
        QVERIFY2(!read.ok(), qPrintable(QString::number(size)));
    }
}

/// Of the compressed bytes, any that changes contents or names is noticed.
void TestBackupArchive::refusesAnyChangedByte()
{
    const QByteArray archive = goodArchive();
    for (qsizetype place = 30; place < archive.size() - 40; place += 1 + archive.size() / 100) {
        QByteArray changed = archive;
        changed[place] = char(~changed.at(place));
        const QTemporaryDir dir;
        const auto read = unpacked(changed, dir.path());
        if (!read)
            continue;
        QFile file(dir.filePath(QString::fromLatin1(kStoreFile)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), kStore);
    }
}

void TestBackupArchive::refusesWhatWouldFillTheDisk()
{
    const Member huge{QString::fromLatin1(kJournalFile), std::numeric_limits<qint64>::max() / 2, QByteArray(64, 'a')};
    const Member other{QString::fromLatin1(kStoreFile), std::numeric_limits<qint64>::max() / 2 + 2,
                       QByteArray(64, 'a')};
    const QTemporaryDir dir;
    const auto read = unpacked(archiveOf({manifestEntry({huge, other}), {kJournalFile, "abc"}}), dir.path());
    QVERIFY(!read.ok());
    QVERIFY2(read.error().message.contains(u"MB left"), qPrintable(read.error().message));
    QVERIFY(QDir(dir.path()).isEmpty());
}

void TestBackupArchive::saysThatTheDiskIsFull()
{
#ifdef Q_OS_LINUX
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(full.write("a") <= 0);
    QCOMPARE(notWritten(u"/backup/a"_s, full).message, u"Can't write /backup/a: the disk is full."_s);
#endif
}

QTEST_GUILESS_MAIN(TestBackupArchive)
#include "tst_backuparchive.moc"
