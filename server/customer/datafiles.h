#pragma once

#include "models/customer/persontraces.h"

#include <QStringList>

namespace pl::customer {

/// The files in a server's data folder that are not the server's own: exports, backups, whatever people put there.
struct FolderReport
{
    int changed = 0;          ///< files of which lines were taken out, or would be
    QStringList backups = {}; ///< names; they keep what they hold until they age out
    QStringList left = {};    ///< names of other files that hold the person and that nobody but people can change
};

/// Looks through a data folder and the folders in it. Exports of the journal have a line for each entry, and lines that
/// hold the person are taken out of them (`erases`; else they are only counted). A backup is an archive as it was
/// taken, and any other file may be somebody's own: both are named. Doing it twice changes nothing.
Result<FolderReport> eraseFromFolder(const QString &folder, const PersonTraces &person, bool erases);

} // namespace pl::customer
