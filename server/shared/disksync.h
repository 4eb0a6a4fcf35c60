#pragma once

class QFileDevice;
class QString;

namespace pl::shared {

/// Waits until everything written to an open file is on disk.
bool syncFile(QFileDevice &file);
/// The same for a directory, after a file in it was created or renamed. Windows does this by itself.
bool syncFolder(const QString &folder);

} // namespace pl::shared
