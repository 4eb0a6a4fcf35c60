#include "models/domain/csvwriter.h"

namespace pl {
namespace {

QString harmless(const QString &cell)
{
    static const QString kFormulaStarts = QStringLiteral("=+-@\t\r");
    // Spreadsheets look past leading blanks.
    const QString visible = cell.startsWith(u'\t') || cell.startsWith(u'\r') ? cell : cell.trimmed();
    return !visible.isEmpty() && kFormulaStarts.contains(visible.at(0)) ? QLatin1Char('\'') + cell : cell;
}

QString quoted(QString cell)
{
    const bool plain = std::none_of(cell.cbegin(), cell.cend(),
                                    [](QChar c) { return c == u',' || c == u'"' || c == u'\r' || c == u'\n'; });
    if (plain)
        return cell;
    return QLatin1Char('"') + cell.replace(u'"', QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

CsvWriter::CsvWriter() : m_data("\xEF\xBB\xBF") {}

void CsvWriter::addRow(const QStringList &cells)
{
    QStringList row;
    for (const QString &cell : cells)
        row += quoted(harmless(cell));
    m_data += row.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

} // namespace pl
