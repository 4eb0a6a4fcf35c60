#include "server/backup/keepingrules.h"

#include "server/backup/backupname.h"

#include <QDir>
#include <QMap>
#include <QSet>

namespace pl::backup {

namespace {

qint64 dayOf(const QDateTime &at)
{
    return at.date().toJulianDay();
}

/// Julian day 0 was a Monday.
qint64 weekOf(const QDateTime &at)
{
    return dayOf(at) / 7;
}

qint64 monthOf(const QDateTime &at)
{
    return at.date().year() * 12 + at.date().month();
}

/// Adds the newest backup of each of the newest `many` periods. `times`: the newest first.
void keepNewestOfEach(const QList<QDateTime> &times, int many, qint64 (*periodOf)(const QDateTime &),
                      QSet<QDateTime> &kept)
{
    QSet<qint64> periods;
    for (const QDateTime &at : times) {
        if (periods.size() >= many)
            return;
        if (const qint64 period = periodOf(at); !periods.contains(period)) {
            periods += period;
            kept += at;
        }
    }
}

} // namespace

QStringList KeepingRules::toDelete(const QStringList &names) const
{
    QMultiMap<QDateTime, QString> archives;
    QMultiMap<QDateTime, QString> secrets;
    for (const QString &name : names)
        if (const auto read = BackupName::parse(name))
            (read->part == BackupName::Part::Archive ? archives : secrets).insert(read->takenAt, name);
    if (keepsAll() || archives.isEmpty())
        return {};
    QList<QDateTime> times = archives.uniqueKeys();
    std::reverse(times.begin(), times.end());
    QSet<QDateTime> kept{times.first()};
    keepNewestOfEach(times, daily, dayOf, kept);
    keepNewestOfEach(times, weekly, weekOf, kept);
    keepNewestOfEach(times, monthly, monthOf, kept);
    QStringList gone;
    for (const QDateTime &at : times)
        if (!kept.contains(at))
            gone += archives.values(at) + secrets.values(at);
    return gone;
}

Result<QStringList> prune(const QString &folder, const KeepingRules &rules)
{
    const QDir dir(folder);
    const QStringList gone = rules.toDelete(dir.entryList(QDir::Files | QDir::NoSymLinks));
    for (const QString &name : gone)
        if (!QFile::remove(dir.filePath(name)))
            return Error{ErrorCode::Unavailable, QStringLiteral("Can't delete %1.").arg(dir.filePath(name))};
    return gone;
}

} // namespace pl::backup
