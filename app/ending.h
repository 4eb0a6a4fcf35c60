#pragma once

namespace pl::app {

/// Ends the process with this code, once all that is ours is destroyed. Call it last in main.
///
/// On Windows, without the C++ runtime's own last steps: MinGW's can wait forever for a thread that Windows has already
/// stopped.
int endProcess(int code);

} // namespace pl::app
