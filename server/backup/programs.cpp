#include "server/backup/programs.h"

#include <QProcess>
#include <QStandardPaths>

namespace pl::backup {

namespace {

QString complaintOf(const QString &said)
{
    const QStringList lines = said.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines)
        if (line.contains(u"error", Qt::CaseInsensitive))
            return line.trimmed();
    return lines.value(0).trimmed();
}

QString hintFor(const QString &complaint)
{
    if (complaint.contains(u"version mismatch"))
        return QStringLiteral(" Install PostgreSQL's client programs of the server's version or newer.");
    return {};
}

} // namespace

Result<QString> programPath(const QString &name, const QString &package)
{
    const QString path = QStandardPaths::findExecutable(name);
    if (path.isEmpty())
        return Error{ErrorCode::NotFound,
                     QStringLiteral("The program %1 is missing. Install it first (on Debian: apt install %2).")
                         .arg(name, package)};
    return path;
}

Result<QByteArray> runPostgresProgram(const QString &name, const QStringList &arguments,
                                      const QProcessEnvironment &environment)
{
    const auto program = programPath(name, QStringLiteral("postgresql-client"));
    if (!program)
        return program.error();
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(*program, arguments);
    const bool hasEnded = process.waitForFinished(-1);
    if (hasEnded && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return process.readAllStandardOutput();
    const QString complaint = complaintOf(QString::fromUtf8(process.readAllStandardError()));
    return Error{ErrorCode::Unavailable, QStringLiteral("%1 failed: %2.%3").arg(name, complaint, hintFor(complaint))};
}

} // namespace pl::backup
