#include "server/backup/backuptask.h"

#include "server/backup/agecommand.h"
#include "server/backup/archivewriter.h"
#include "server/backup/backupname.h"
#include "server/shared/disksync.h"

#include <QDir>
#include <QTemporaryDir>

namespace pl::backup {

namespace {

const QString kWorkPrefix = QStringLiteral(".plumber-leads-backup-");

Result<> checkFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (!info.isDir())
        return Error{ErrorCode::NotFound,
                     QStringLiteral("There is no folder %1. Make it, or mount its disk.").arg(folder)};
    if (!info.isWritable())
        return Error{ErrorCode::Forbidden, QStringLiteral("The folder %1 can't be written to.").arg(folder)};
    return {};
}

/// What a backup left behind that was killed.
void removeLeftovers(const QString &folder)
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto left = QDir(folder).entryInfoList({kWorkPrefix + u'*'}, QDir::Dirs | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo &info : left)
        if (info.lastModified() < yesterday)
            QDir(info.filePath()).removeRecursively();
}

/// On the backup's own disk, where there has to be room, and so that the archive only needs a new name.
QString workTemplate(const BackupPlan &plan)
{
    const QString folder = plan.folder.isEmpty() ? QDir::tempPath() : plan.folder;
    return QDir(folder).filePath(kWorkPrefix + QStringLiteral("XXXXXX"));
}

template <class Output>
Result<> writeTo(const Result<std::unique_ptr<Output>> &output, const Manifest &manifest, const QString &folder)
{
    if (!output)
        return output.error();
    return ArchiveWriter(**output).write(manifest, folder);
}

/// `path`: empty for standard output.
Result<> writeArchive(const BackupPlan &plan, const Manifest &manifest, const QString &folder, const QString &path)
{
    if (!plan.recipients.isEmpty())
        return writeTo(AgeOutput::start(plan.recipients, path), manifest, folder);
    return writeTo(path.isEmpty() ? FileOutput::standardOutput() : FileOutput::create(path), manifest, folder);
}

Result<QString> giveName(const QString &written, const BackupPlan &plan, const BackupName &name)
{
    const QString path = QDir(plan.folder).filePath(name.text());
    if (!QFile::rename(written, path)) // overwrites nothing
        return Error{ErrorCode::Conflict, QStringLiteral("Can't write %1. Is it there already?").arg(path)};
    return path;
}

/// The secrets get their name first: an archive that is there has everything that belongs to it.
Result<> writeFiles(const BackupPlan &plan, const Manifest &all, const QString &work, BackupReport &report)
{
    const bool isEncrypted = !plan.recipients.isEmpty();
    const Manifest secrets = partOf(all, Content::Secrets);
    BackupName name{all.takenAt.toDateTime(), BackupName::Part::Archive, isEncrypted};
    const QString part = QDir(work).filePath(QStringLiteral("archive.part"));
    if (const auto written = writeArchive(plan, report.manifest, work, part); !written)
        return written;
    if (!isEncrypted && !secrets.members.isEmpty()) {
        const QString secretPart = QDir(work).filePath(QStringLiteral("secrets.part"));
        if (const auto written = writeArchive(plan, secrets, work, secretPart); !written)
            return written;
        const auto path = giveName(secretPart, plan, {name.takenAt, BackupName::Part::Secrets, false});
        if (!path)
            return path.error();
        report.secrets = *path;
    }
    const auto path = giveName(part, plan, name);
    if (!path)
        return path.error();
    report.archive = *path;
    if (!shared::syncFolder(plan.folder))
        return Error{ErrorCode::Unavailable, QStringLiteral("Can't write the folder %1 to its disk.").arg(plan.folder)};
    return {};
}

} // namespace

Result<BackupReport> takeBackup(const BackupPlan &plan)
{
    if (!plan.folder.isEmpty()) {
        if (const auto checked = checkFolder(plan.folder); !checked)
            return checked.error();
        removeLeftovers(plan.folder);
    }
    const QTemporaryDir work(workTemplate(plan)); // its owner's alone
    if (!work.isValid())
        return Error{ErrorCode::Unavailable,
                     QStringLiteral("Can't make a folder for the copies: %1.").arg(work.errorString())};
    const auto all = stageBackup(plan.source, work.path());
    if (!all)
        return all.error();
    BackupReport report{partOf(*all, plan.recipients.isEmpty() ? Content::Data : Content::All)};
    if (plan.folder.isEmpty()) {
        report.lacksSecrets = report.manifest.members.size() < all->members.size();
        const auto written = writeArchive(plan, report.manifest, work.path(), {});
        return written ? Result<BackupReport>(report) : written.error();
    }
    if (const auto written = writeFiles(plan, *all, work.path(), report); !written)
        return written.error();
    const auto deleted = prune(plan.folder, plan.rules);
    if (!deleted)
        return deleted.error();
    report.deleted = *deleted;
    return report;
}

} // namespace pl::backup
