#pragma once

#include "models/importing/sheetreader.h"

namespace pl::importing {

/// The same as readSheet for separated text; the header is still the first of the rows.
Result<Sheet> readTextSheet(const QByteArray &bytes, const QString &fileName, const Watch &watch);

} // namespace pl::importing
