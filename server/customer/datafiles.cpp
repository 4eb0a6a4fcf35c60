#include "server/customer/datafiles.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSaveFile>

namespace pl::customer {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPieceBytes = 8 * 1024 * 1024;

/// Databases with their logs, keys, locks and marks. A database must not be opened here: closing it would release this
/// process's locks on it.
bool isServersOwn(const QString &name)
{
    static const QRegularExpression own(
        u"^(supabase\\.db|journal\\.sqlite)(-wal|-shm|-journal)?$|\\.lock(-wal|-shm|-journal)?$|"
        "^(source-keys\\.json|source-rates\\.json|link-secret|jwt-secret|address|last-backup|moved-to-supabase)$"_s);
    return own.match(name).hasMatch();
}

bool isBackup(const QString &name)
{
    static const QRegularExpression backup(u"^plumber-leads-.*\\.tar\\.gz(\\.age)?$|^database\\.dump$"_s);
    return backup.match(name).hasMatch();
}

/// As `journal export` writes it.
bool isEntryLine(const QByteArray &line)
{
    return line.startsWith('{') && line.contains("\"received_at\":") && line.contains("\"kind\":");
}

Error cantWrite(const QString &name)
{
    return {ErrorCode::Unavailable, u"Can't change %1 in the data folder."_s.arg(name)};
}

bool holds(QFile &file, const PersonTraces &person)
{
    QByteArray piece;
    while (!file.atEnd()) {
        piece = piece.last(std::min<qsizetype>(piece.size(), 1024)) + file.read(kPieceBytes);
        if (person.isIn(piece))
            return true;
    }
    return false;
}

/// Rewrites the file without the person's lines, or leaves it as it is.
Result<> takeLinesOut(QFile &file, const PersonTraces &person, const QString &name)
{
    QSaveFile rewritten(file.fileName());
    if (!file.seek(0) || !rewritten.open(QIODevice::WriteOnly) || !rewritten.setPermissions(file.permissions()))
        return cantWrite(name);
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        if (!person.isIn(line) && rewritten.write(line) != line.size())
            return cantWrite(name);
    }
    file.close(); // or Windows refuses to put the new one in its place
    return rewritten.commit() ? Result<>() : Result<>(cantWrite(name));
}

Result<> look(const QString &path, const QString &name, const PersonTraces &person, bool erases, FolderReport &report)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        report.left += name;
        return {};
    }
    const bool isExport = isEntryLine(file.peek(64 * 1024).split('\n').first());
    if (!holds(file, person))
        return {};
    if (!isExport) {
        report.left += name;
        return {};
    }
    ++report.changed;
    return erases ? takeLinesOut(file, person, name) : Result<>();
}

} // namespace

Result<FolderReport> eraseFromFolder(const QString &folder, const PersonTraces &person, bool erases)
{
    FolderReport report;
    QDirIterator files(folder, QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (isServersOwn(files.fileName()))
            continue;
        const QString name = QDir(folder).relativeFilePath(path);
        if (isBackup(files.fileName())) {
            report.backups += name;
            continue;
        }
        if (const auto looked = look(path, name, person, erases, report); !looked)
            return looked.error();
    }
    report.backups.sort();
    report.left.sort();
    return report;
}

} // namespace pl::customer
