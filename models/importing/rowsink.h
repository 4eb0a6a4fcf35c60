#pragma once

#include "models/base/result.h"
#include "models/importing/sheet.h"

#include <optional>

namespace pl::importing {

/// A cell as it is kept: no control characters but tabs and line breaks ('\n'), trimmed, and without the apostrophe
/// that keeps a spreadsheet from reading a formula.
QString tidyCell(const QString &text);

/// Gathers rows within the limits of sheet.h, and leaves empty ones out.
class RowSink
{
public:
    /// False when a limit is passed: then error() says which.
    bool add(int line, const QStringList &cells);
    const Error &error() const { return *m_error; }
    std::vector<SheetRow> take() { return std::move(m_rows); }

private:
    std::vector<SheetRow> m_rows;
    std::optional<Error> m_error;
};

/// What a message calls the file; never longer than a line.
QString shownFileName(const QString &fileName);

} // namespace pl::importing
