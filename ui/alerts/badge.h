#pragma once

namespace pl::ui {

/// Shows a number on the program's icon in the system's task bar or dock, where the system has that; 0 takes it away.
/// Which .cpp is built depends on Qt's version and the platform.
void setBadge(int count);

} // namespace pl::ui
