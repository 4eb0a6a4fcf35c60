#pragma once

#include <QByteArray>
#include <QStringList>

namespace pl {

/// Builds a table in RFC 4180: commas, CRLF, every cell in quotes; UTF-8 with the mark at the beginning by which
/// spreadsheets know it. A text that a spreadsheet would take for a formula (=, +, -, @, also in full width, tab or
/// return first) gets an apostrophe in front: what a customer typed must never run at the office.
///
/// Where numbers have commas, spreadsheets part a line at its semicolons, and quotes keep them together only at the
/// beginning of a part. So a semicolon becomes a comma, a tab or line break a space: nothing in a cell begins another.
class CsvWriter
{
public:
    CsvWriter();

    void addRow(const QStringList &cells);
    const QByteArray &data() const { return m_data; }

private:
    QByteArray m_data;
};

} // namespace pl
