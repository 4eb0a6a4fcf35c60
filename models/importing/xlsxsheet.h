#pragma once

#include "models/importing/sheetreader.h"

namespace pl::importing {

/// The same as readSheet for an Excel workbook (XLSX); the header is still the first of the rows.
Result<Sheet> readXlsxSheet(const QByteArray &bytes, const QString &fileName, const QString &title, const Watch &watch);

} // namespace pl::importing
