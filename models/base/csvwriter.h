#pragma once

#include <QByteArray>
#include <QStringList>

#include <utility>

namespace pl {

/// Builds a CSV table (RFC 4180): commas, CRLF, every cell quoted, UTF-8 with a byte order mark, which spreadsheets
/// need. Text that a spreadsheet would treat as a formula (starting with =, +, -, @, their full-width forms, a tab or a
/// line break) gets a leading apostrophe: what a customer typed must never run as a formula.
///
/// Where the decimal separator is a comma, spreadsheets split lines at semicolons and honor quotes only at the start of
/// a cell. So semicolons become commas, and tabs and line breaks become spaces: no text can start another cell.
class CsvWriter
{
public:
    CsvWriter();

    void addRow(const QStringList &cells);
    /// A cell as it is written, without its quotes: also for other tables with one row a line.
    static QString safeCell(const QString &cell);
    const QByteArray &data() const { return m_data; }
    /// What came since the last call, for a table that is written piece by piece.
    QByteArray take() { return std::exchange(m_data, {}); }

private:
    QByteArray m_data;
};

} // namespace pl
