#pragma once

#include "server/backup/manifest.h"
#include "server/migrate/databaseaddress.h"

#include <QProcessEnvironment>

namespace pl::backup {

/// What a backup is made of.
struct BackupSource
{
    QString dataDir;
    QString version; ///< of the program
    Store store = Store::Embedded;
    migrate::DatabaseAddress database = {}; ///< of a hosted store
    QProcessEnvironment environment = {};   ///< with the server's settings
};

/// Copies everything into `folder`, which is empty and ours alone, also while the server runs.
///
/// **The journal first, then the store.** A lead that was acknowledged before the copy of the journal began is in that
/// copy. Either it waits there, with its contents, or it was forwarded by then; then the store had it before the
/// journal said so (the forwarder marks what the store has confirmed), and the store's copy, which begins later, has
/// it. The other way round, a lead could be forwarded, and its contents deleted from the journal, between the two
/// copies, and be in neither. Nor is any lead there twice after a restore: one that waits in the journal's copy and is
/// in the store's is forwarded once more, with the id that it got at intake, and the store keeps what it has. Events
/// and hooks' bodies go the same way.
///
/// Unavailable with a sentence when a file can't be read or the disk is full; NotFound if the folder is none of the
/// server's.
Result<Manifest> stageBackup(const BackupSource &source, const QString &folder);

/// The same manifest with the files of this kind alone.
Manifest partOf(const Manifest &manifest, Content content);

} // namespace pl::backup
