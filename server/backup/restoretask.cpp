#include "server/backup/restoretask.h"

#include "server/backup/agecommand.h"
#include "server/backup/archivereader.h"
#include "server/backup/backupname.h"
#include "server/backup/databasecopy.h"
#include "server/backup/hosteddatabase.h"
#include "server/shared/disksync.h"

#include <QDir>
#include <QTemporaryDir>

namespace pl::backup {

namespace {

const QString kRestorePrefix = QStringLiteral(".restore-");
const QString kRestoredSettings = QStringLiteral("restored-settings.env");

QString at(const QString &folder, const char *name)
{
    return QDir(folder).filePath(QString::fromLatin1(name));
}

template <class Input>
Result<Manifest> unpackFrom(const Result<std::unique_ptr<Input>> &input, const QString &folder)
{
    return input ? ArchiveReader(**input).unpack(folder) : input.error();
}

/// `path`: empty for standard input.
Result<Manifest> unpackArchive(const QString &path, const QString &identity, const QString &folder)
{
    if (!path.isEmpty() && !QFile::exists(path))
        return Error{ErrorCode::NotFound, QStringLiteral("There is no file %1.").arg(path)};
    if (!identity.isEmpty())
        return unpackFrom(AgeInput::start(identity, path), folder);
    const auto input = path.isEmpty() ? FileInput::standardInput() : FileInput::open(path);
    if (input && (*input)->isEncrypted())
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The archive is encrypted. Name the file with your key: --identity FILE.")};
    return unpackFrom(input, folder);
}

QString secretsBeside(const QString &archive)
{
    const QFileInfo info(archive);
    auto name = BackupName::parse(info.fileName());
    if (!name)
        return {};
    name->part = BackupName::Part::Secrets;
    const QString path = info.dir().filePath(name->text());
    return QFile::exists(path) ? path : QString();
}

/// Adds the secrets' archive to `folder`; whether there is one.
Result<bool> unpackSecrets(const RestorePlan &plan, const Manifest &manifest, const QString &folder)
{
    if (manifest.content == Content::All)
        return true;
    const QString path = plan.secrets.isEmpty() ? secretsBeside(plan.archive) : plan.secrets;
    if (path.isEmpty())
        return false;
    const auto secrets = unpackArchive(path, plan.identity, folder);
    if (!secrets)
        return secrets.error();
    if (secrets->content != Content::Secrets || secrets->takenAt != manifest.takenAt)
        return Error{ErrorCode::InvalidInput, QStringLiteral("%1 does not hold this backup's secrets.").arg(path)};
    return true;
}

Result<> checkVersions(const RestorePlan &plan, const Manifest &manifest)
{
    const qint64 knownStore = manifest.store == Store::Embedded ? plan.embeddedSchema : plan.hostedSchema;
    if (manifest.journalSchema <= plan.journalSchema && manifest.storeSchema <= knownStore)
        return {};
    return Error{ErrorCode::Conflict,
                 QStringLiteral("The backup is from a newer version of this program (%1). Install that one first.")
                     .arg(manifest.version)};
}

Result<> checkFacts(const QString &path, qint64 schema, const RowCounts &rows)
{
    if (const auto checked = checkDatabase(path); !checked)
        return checked;
    const auto facts = factsOf(path);
    if (!facts)
        return facts.error();
    if (facts->schema != schema || facts->rows != rows)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("%1 does not hold what its manifest says.").arg(QFileInfo(path).fileName())};
    return {};
}

/// An archive's manifest could name anything; a backup without its journal or its store would lose what is in them.
Result<> checkContents(const RestorePlan &plan, const Manifest &manifest, const QString &folder)
{
    if (manifest.content == Content::Secrets)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("This archive holds secrets alone. Name the one beside it.")};
    const bool hasStore =
        manifest.store == Store::Elsewhere ||
        manifest.find(QString::fromLatin1(manifest.store == Store::Embedded ? kStoreFile : kDumpFile));
    if (!manifest.find(QString::fromLatin1(kJournalFile)) || !hasStore)
        return Error{ErrorCode::InvalidInput, QStringLiteral("The archive lacks the journal or the database.")};
    if (const auto known = checkVersions(plan, manifest); !known)
        return known;
    if (const auto sound = checkFacts(at(folder, kJournalFile), manifest.journalSchema, manifest.journalRows); !sound)
        return sound;
    if (manifest.store != Store::Embedded)
        return {};
    return checkFacts(at(folder, kStoreFile), manifest.storeSchema, manifest.storeRows);
}

/// Where nothing reads them by itself: which file the service reads, or which variables a shell has, is not ours.
Result<QString> joinSettings(const QString &folder)
{
    QByteArray text;
    for (const char *name : {kSettingsFile, kSecretSettingsFile}) {
        QFile file(at(folder, name));
        if (file.exists() && !file.open(QIODevice::ReadOnly))
            return Error{ErrorCode::Unavailable, QStringLiteral("Can't read %1.").arg(file.fileName())};
        if (file.isOpen())
            text += file.readAll();
        file.remove();
    }
    if (text.isEmpty())
        return QString();
    const auto joined = FileOutput::create(QDir(folder).filePath(kRestoredSettings));
    if (!joined)
        return joined.error();
    if (const auto written = (*joined)->write(text.constData(), text.size()); !written)
        return written.error();
    if (const auto synced = (*joined)->finish(); !synced)
        return synced.error();
    return kRestoredSettings;
}

Result<> moveFiles(const QString &from, const QString &to)
{
    for (const QString &name : QDir(from).entryList(QDir::Files, QDir::Name))
        if (!QFile::rename(QDir(from).filePath(name), QDir(to).filePath(name)))
            return Error{
                ErrorCode::Unavailable,
                QStringLiteral("Can't write %1. Empty the folder and restore again.").arg(QDir(to).filePath(name))};
    if (!shared::syncFolder(to))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write the folder %1 to its disk.").arg(to)};
    return {};
}

Result<> restoreDatabase(const RestorePlan &plan, const Manifest &manifest, const QString &folder, const QString &work)
{
    const HostedDatabase database(*plan.database);
    if (const auto free = database.checkIsFree(manifest.storeSchema); !free)
        return free;
    const QString dump = at(folder, kDumpFile);
    if (const auto restored = database.restore(dump, manifest.storeRows, work); !restored)
        return restored;
    QFile::remove(dump);
    return {};
}

Result<> putInPlace(const RestorePlan &plan, const QString &folder, const QString &work, RestoreReport &report)
{
    const bool isHosted = report.manifest.store == Store::Hosted;
    if (isHosted && plan.database)
        if (const auto restored = restoreDatabase(plan, report.manifest, folder, work); !restored)
            return restored;
    const auto settings = joinSettings(folder);
    if (!settings)
        return settings.error();
    if (const auto moved = moveFiles(folder, plan.dataDir); !moved)
        return moved;
    report.settings = settings->isEmpty() ? QString() : QDir(plan.dataDir).filePath(*settings);
    report.dump = isHosted && !plan.database ? at(plan.dataDir, kDumpFile) : QString();
    return {};
}

} // namespace

Result<> checkIsEmpty(const QString &dataDir)
{
    const auto names = QDir(dataDir).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const bool isEmpty = std::all_of(names.begin(), names.end(), [](const QString &name) {
        // SQLite keeps a second file beside a lock that is held.
        return name == u"running.lock" || name == u"running.lock-journal" || name == u"lost+found" ||
               name.startsWith(kRestorePrefix);
    });
    if (isEmpty)
        return {};
    return Error{
        ErrorCode::Conflict,
        QStringLiteral("%1 is not empty. A restore overwrites nothing: move what is in it away, or name another "
                       "folder with --data.")
            .arg(dataDir)};
}

Result<RestoreReport> restoreBackup(const RestorePlan &plan)
{
    const QString place = plan.dataDir.isEmpty() ? QDir::tempPath() : plan.dataDir;
    const QTemporaryDir work(QDir(place).filePath(kRestorePrefix + QStringLiteral("XXXXXX")));
    const QString folder = work.filePath(QStringLiteral("files"));
    if (!work.isValid() || !QDir().mkdir(folder))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write to %1.").arg(place)};
    const auto manifest = unpackArchive(plan.archive, plan.identity, folder);
    if (!manifest)
        return manifest.error();
    if (const auto checked = checkContents(plan, *manifest, folder); !checked)
        return checked.error();
    if (plan.database && manifest->store != Store::Hosted)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("This backup is not of a Supabase project; leave out --database-url.")};
    const auto hasSecrets = unpackSecrets(plan, *manifest, folder);
    if (!hasSecrets)
        return hasSecrets.error();
    RestoreReport report{*manifest, *hasSecrets};
    if (plan.dataDir.isEmpty())
        return report;
    const auto placed = putInPlace(plan, folder, work.path(), report);
    return placed ? Result<RestoreReport>(report) : placed.error();
}

} // namespace pl::backup
