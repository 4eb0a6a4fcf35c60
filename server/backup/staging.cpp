#include "server/backup/staging.h"

#include "server/backup/archivestream.h"
#include "server/backup/archivewriter.h"
#include "server/backup/databasecopy.h"
#include "server/backup/hosteddatabase.h"
#include "server/backup/settingsfile.h"

#include <QDir>
#include <QStorageInfo>

namespace pl::backup {

namespace {

QString in(const QString &folder, const char *name)
{
    return QDir(folder).filePath(QString::fromLatin1(name));
}

Result<> checkSource(const BackupSource &source)
{
    if (!QFile::exists(in(source.dataDir, kJournalFile)))
        return Error{ErrorCode::NotFound,
                     QStringLiteral("%1 is not the server's data folder: it has no %2. Name it with --data.")
                         .arg(source.dataDir, QLatin1StringView(kJournalFile))};
    if (source.store == Store::Embedded && !QFile::exists(in(source.dataDir, kStoreFile)))
        return Error{ErrorCode::NotFound,
                     QStringLiteral("%1 has no %2. If your data is in a Supabase project, SUPABASE_URL must be set.")
                         .arg(source.dataDir, QLatin1StringView(kStoreFile))};
    return {};
}

qint64 sizeOf(const QString &dataDir, const char *name)
{
    return QFileInfo(in(dataDir, name)).size() + QFileInfo(in(dataDir, name) + QStringLiteral("-wal")).size();
}

/// For the copies, and for the archive, which is smaller.
Result<> checkSpace(const BackupSource &source, const QString &folder)
{
    const qint64 data = sizeOf(source.dataDir, kJournalFile) +
                        (source.store == Store::Embedded ? sizeOf(source.dataDir, kStoreFile) : 0);
    const qint64 needed = data + data / 2;
    const qint64 room = std::max<qint64>(QStorageInfo(folder).bytesAvailable(), 0);
    if (room > needed)
        return {};
    return Error{ErrorCode::Unavailable,
                 QStringLiteral("The backup needs about %1 MB for a while, and the disk of %2 has only %3 MB left.")
                     .arg(needed / 1'000'000 + 1)
                     .arg(folder)
                     .arg(room / 1'000'000)};
}

Result<> stageJournal(const BackupSource &source, const QString &folder, Manifest &manifest)
{
    const QString copy = in(folder, kJournalFile);
    if (const auto copied = copyDatabase(in(source.dataDir, kJournalFile), copy); !copied)
        return copied;
    const auto facts = factsOf(copy);
    if (!facts)
        return facts.error();
    manifest.journalSchema = facts->schema;
    manifest.journalRows = facts->rows;
    return {};
}

Result<> stageStore(const BackupSource &source, const QString &folder, Manifest &manifest)
{
    if (source.store == Store::Elsewhere)
        return {};
    Result<DatabaseFacts> facts;
    if (source.store == Store::Embedded) {
        const QString copy = in(folder, kStoreFile);
        if (const auto copied = copyDatabase(in(source.dataDir, kStoreFile), copy); !copied)
            return copied;
        facts = factsOf(copy);
    } else {
        facts = HostedDatabase(source.database).dump(in(folder, kDumpFile));
    }
    if (!facts)
        return facts.error();
    manifest.storeSchema = facts->schema;
    manifest.storeRows = facts->rows;
    return {};
}

Result<> writeFile(const QString &path, const QByteArray &text)
{
    if (text.isEmpty())
        return {};
    const auto file = FileOutput::create(path);
    return file ? (*file)->write(text.constData(), text.size()) : Result<>(file.error());
}

Result<> stageFiles(const BackupSource &source, const QString &folder)
{
    for (const char *name : {kJwtSecretFile, kLinkSecretFile, kSourceKeysFile, kSourceRatesFile})
        if (QFile file(in(source.dataDir, name)); file.exists() && !file.copy(in(folder, name)))
            return Error{ErrorCode::Unavailable,
                         QStringLiteral("Can't copy %1: %2.").arg(file.fileName(), file.errorString())};
    const SettingsFile settings = SettingsFile::of(source.environment);
    if (const auto written = writeFile(in(folder, kSettingsFile), settings.plain); !written)
        return written;
    return writeFile(in(folder, kSecretSettingsFile), settings.secret);
}

Result<> listMembers(const QString &folder, Manifest &manifest)
{
    for (const QString &name : QDir(folder).entryList(QDir::Files, QDir::Name)) {
        if (!isMemberName(name))
            continue;
        const auto member = memberOf(folder, name);
        if (!member)
            return member.error();
        manifest.members += *member;
    }
    return {};
}

} // namespace

Result<Manifest> stageBackup(const BackupSource &source, const QString &folder)
{
    if (const auto checked = checkSource(source); !checked)
        return checked.error();
    if (const auto fits = checkSpace(source, folder); !fits)
        return fits.error();
    Manifest manifest{.version = source.version, .store = source.store, .takenAt = Timestamp::now()};
    for (const auto step : {stageJournal, stageStore})
        if (const auto staged = step(source, folder, manifest); !staged)
            return staged.error();
    if (const auto staged = stageFiles(source, folder); !staged)
        return staged.error();
    if (const auto listed = listMembers(folder, manifest); !listed)
        return listed.error();
    return manifest;
}

Manifest partOf(const Manifest &manifest, Content content)
{
    Manifest part = manifest;
    part.content = content;
    if (content != Content::All)
        part.members.removeIf(
            [&](const Member &member) { return isSecretMember(member.name) != (content == Content::Secrets); });
    return part;
}

} // namespace pl::backup
