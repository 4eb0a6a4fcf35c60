#pragma once

#include <QStringList>

#include <vector>

namespace pl::importing {

// What a file may hold at most. More is refused with the limit in words, never cut off.
constexpr int kMaxRows = 1'000'000;
constexpr int kMaxColumns = 200;
constexpr qsizetype kMaxCellLength = 32'767;          ///< as in spreadsheets
constexpr qint64 kMaxFileBytes = 512LL * 1024 * 1024; ///< also of what a workbook unpacks to

/// One row of a file. Its cells are kept as one text, which takes a third of the memory of a list.
class SheetRow
{
public:
    SheetRow(int line, const QStringList &cells);

    /// The line in the file at which the row begins, from 1; a workbook's row number.
    int line() const { return m_line; }
    /// As many as the row has, which may be fewer or more than the header's.
    QStringList cells() const;
    /// Empty when the row has no such cell.
    QString cell(int column) const;
    void setCell(int column, const QString &text);

private:
    int m_line;
    QString m_text;
};

/// A file's table: texts, as they are written there. Dates of a workbook are "2026-11-29" or "2026-11-29T15:05:00".
struct Sheet
{
    QStringList titles; ///< of a workbook's sheets; empty for a text file
    QString title;      ///< of the sheet that was read
    QString encoding;   ///< of a text file: "utf-8", "windows-1252", "utf-16le", "utf-16be"
    QChar separator;    ///< of a text file
    bool hasHeader = true;
    QStringList header;         ///< one a column; "Column 1" … where the file has none
    std::vector<SheetRow> rows; ///< without the header, and without empty rows

    /// The first texts of a column that aren't empty and differ, among the first 1,000 rows. Quick in a file of any
    /// size.
    QStringList samples(int column, int count) const;
};

} // namespace pl::importing
