#pragma once

#include <qglobal.h>

namespace pl::ui {

// Changes of the text's size and the rows' height while windows are open. Most lengths are worked out when they are
// needed; these are the others, which were set once.

/// Multiplies what was set for the old text size: own fonts, fixed, least and most sizes, margins and spacings of
/// layouts, and the heights of tables' rows. Call it before the application's font changes.
void rescaleWidgets(qreal factor);

/// Tells every table and list that its rows have another height.
void relayRows();

} // namespace pl::ui
