#pragma once

#include "models/base/result.h"

#include <QString>

namespace pl::ui {

/// "1.5" as it is typed and shown, in the locale's form.
QString factorText(qint64 millionths);
/// More than 0, at most 100, at most three decimals. The Error's message completes "Today …".
Result<qint64> parseFactor(const QString &typed);

} // namespace pl::ui
