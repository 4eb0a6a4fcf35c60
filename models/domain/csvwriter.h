#pragma once

#include <QByteArray>
#include <QStringList>

namespace pl {

/// Builds a table in RFC 4180: commas, CRLF, quotes where they are needed; UTF-8 with the mark at the beginning by
/// which spreadsheets know it. A text that a spreadsheet would take for a formula (=, +, -, @, tab or return first)
/// gets an apostrophe in front: what a customer typed must never run at the office.
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
