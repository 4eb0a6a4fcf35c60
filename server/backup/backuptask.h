#pragma once

#include "server/backup/keepingrules.h"
#include "server/backup/staging.h"

namespace pl::backup {

struct BackupPlan
{
    BackupSource source;
    QString folder;              ///< where the archive goes; empty: to standard output
    QStringList recipients = {}; ///< encrypt for these; none: not at all
    KeepingRules rules = {};     ///< for a folder
};

struct BackupReport
{
    Manifest manifest;         ///< of the archive
    QString archive = {};      ///< its path; empty for standard output
    QString secrets = {};      ///< the secrets' own archive, if there is one
    bool lacksSecrets = false; ///< they are in no archive
    QStringList deleted = {};  ///< by the rules
};

/// Takes a backup. An archive has its name only when it is whole and on disk. Secrets go into an archive that is
/// encrypted, or into one of their own beside it; to standard output, they go encrypted or not at all. Blocks, for
/// minutes with a large database; the server is not held up.
Result<BackupReport> takeBackup(const BackupPlan &plan);

} // namespace pl::backup
