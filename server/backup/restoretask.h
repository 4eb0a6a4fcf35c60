#pragma once

#include "server/backup/manifest.h"
#include "server/migrate/databaseaddress.h"

#include <optional>

namespace pl::backup {

struct RestorePlan
{
    QString archive;       ///< a path; empty: from standard input
    QString identity = {}; ///< age's file with the key; empty: the archive is not encrypted
    QString secrets = {};  ///< the secrets' own archive; empty: the one beside the archive, if it is there
    QString dataDir = {};  ///< empty: check only
    std::optional<migrate::DatabaseAddress> database = {}; ///< where a hosted project's rows go
    /// The newest versions of the tables that this program knows.
    qint64 journalSchema = 0;
    qint64 embeddedSchema = 0;
    qint64 hostedSchema = 0;
};

struct RestoreReport
{
    Manifest manifest;
    bool hasSecrets = false;
    QString settings = {}; ///< the file with the settings, for whoever puts them back; empty: none, or only checked
    QString dump = {};     ///< the file with the hosted project's rows, where they went into no database
};

/// Checks an archive (every hash, SQLite's integrity_check, the number of rows of each table, its tables' version)
/// and, if all is well, puts its files into the data folder, which exists, belongs to no running server and is locked
/// by the caller. Until then nothing but a hidden folder is written there. A hosted project's rows go into the database
/// before any file gets its place, all or none.
Result<RestoreReport> restoreBackup(const RestorePlan &plan);

/// Conflict unless the folder is missing or empty but for a lock.
Result<> checkIsEmpty(const QString &dataDir);

} // namespace pl::backup
