#pragma once

#include <QImage>
#include <QString>

#include <vector>

namespace pl::ui {

// The icons as they were drawn when the program was built (resources/icons/render). For the thread of the window alone.

/// Whether there is a mask of this name.
bool hasIconMask(const QString &name);

/// The icon's shape in its alpha, `pixels` high and wide: as it was drawn at that size, else scaled down from the next
/// larger one. Null when there is no such icon.
QImage iconMask(const QString &name, int pixels);

/// The program's own icon, in its colors, found in the same way.
QImage programPicture(int pixels);

/// The sizes in which the program's icon was drawn, the smallest first.
const std::vector<int> &programPictureSizes();

} // namespace pl::ui
