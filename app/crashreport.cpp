#include "app/crashreport.h"

#include "app/crashhandlers.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QSysInfo>

// What a report needs before a crash and after it; what writes it is in crashreport_unix.cpp and
// crashreport_windows.cpp.

namespace pl::app {
namespace {

const QString kSeenKey = QStringLiteral("crash/seen");

/// The oldest first.
QStringList crashReportsIn(const QDir &folder)
{
    return folder.entryList({QStringLiteral("crash-*.txt")}, QDir::Files, QDir::Name);
}

/// In English, for the developers.
QByteArray crashHeader()
{
    const QStringList lines{QStringLiteral("Plumber Leads closed unexpectedly"), // no-tr: for the developers
                            QStringLiteral("program: ") + QCoreApplication::applicationVersion(),
                            QStringLiteral("qt: ") + QLatin1StringView(qVersion()),
                            QStringLiteral("system: ") + QSysInfo::productType() + u' ' + QSysInfo::productVersion(),
                            QStringLiteral("cpu: ") + QSysInfo::buildAbi(),
                            QStringLiteral("started: ") + QDateTime::currentDateTimeUtc().toString(Qt::ISODate)};
    return lines.join(u'\n').toUtf8() + '\n';
}

} // namespace

QString crashFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/crashes");
}

void reportCrashes(const QString &folder)
{
    const QDir dir(folder);
    if (!kReportsCrashes || !dir.mkpath(QStringLiteral(".")))
        return;
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QStringList reports = crashReportsIn(dir);
    while (reports.size() > kMaxCrashReports)
        QFile::remove(dir.filePath(reports.takeFirst()));
    const bool isFull = reports.size() == kMaxCrashReports;
    const QString superfluous = isFull ? dir.filePath(reports.first()) : QString();
    installCrashHandlers({QFile::encodeName(folder), crashHeader(), QFile::encodeName(superfluous)});
}

QString takeUnseenCrash(QSettings &settings, const QString &folder)
{
    const QDir dir(folder);
    const QStringList reports = crashReportsIn(dir);
    if (reports.isEmpty() || reports.last() <= settings.value(kSeenKey).toString())
        return {};
    settings.setValue(kSeenKey, reports.last());
    return dir.filePath(reports.last());
}

} // namespace pl::app
