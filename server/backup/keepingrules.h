#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace pl::backup {

/// Which backups are kept: the newest one of each of so many days, of so many weeks, and of so many months, in which
/// there is one. In UTC; weeks begin on Mondays.
struct KeepingRules
{
    int daily = 0;
    int weekly = 0;
    int monthly = 0;

    bool keepsAll() const { return daily == 0 && weekly == 0 && monthly == 0; }
    /// Which of these files to delete: only names that BackupName makes, never the newest backup, and nothing if no
    /// rule is set. A backup's secrets go with its archive.
    QStringList toDelete(const QStringList &names) const;
};

/// Deletes in the folder what the rules don't keep, and returns the names.
Result<QStringList> prune(const QString &folder, const KeepingRules &rules);

} // namespace pl::backup
