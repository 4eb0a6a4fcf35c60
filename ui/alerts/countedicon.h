#pragma once

#include <QIcon>

namespace pl::ui {

/// The program's icon with a number on it, in the sizes that trays and title bars ask for. Up to 24 pixels the number
/// takes all of the icon, so that it can be read; above, a corner. More than 99 is "99+", 0 is the bare icon.
QIcon countedIcon(int count);

} // namespace pl::ui
