#pragma once

namespace pl {

/// Raises the number of files and sockets that this process may have open as far as the system lets it, and gives that
/// number. Who runs out of them can't open a database's files either.
int raiseOpenFileLimit();

} // namespace pl
