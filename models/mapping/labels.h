#pragma once

#include <QString>

namespace pl::mapping {

/// A name as it is compared: its letters and digits alone, in lower case, so that "Your Name*", "your-name", and
/// "yourName" are the same.
QString labelOf(QStringView name);

/// A word as it is compared: lower case, with one blank for whatever is no letter and no digit: "water heater" for
/// "Water-Heater ". In a pattern '*' stays.
QString wordOf(QStringView text, bool isPattern = false);

/// Whether a text fits a pattern in which '*' stands for any text, also none. Both as they are; takes time by the
/// product of their lengths at worst.
bool fitsPattern(QStringView text, QStringView pattern);

} // namespace pl::mapping
