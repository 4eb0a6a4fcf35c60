#pragma once

namespace pl {

/// Raises this process's limit of open files and sockets as far as the system allows, and returns the new limit. A
/// process that runs out of them can't open its databases' files either.
int raiseOpenFileLimit();

} // namespace pl
