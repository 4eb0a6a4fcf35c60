#pragma once

class QFileDevice;
class QString;

namespace pl::shared {

/// Waits until what was written to an open file is on the disk.
bool syncFile(QFileDevice &file);
/// The same for a folder's list of names, after a file in it was made or renamed. Windows does that by itself.
bool syncFolder(const QString &folder);

} // namespace pl::shared
