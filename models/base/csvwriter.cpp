#include "models/base/csvwriter.h"

#include "models/base/visibletext.h"

namespace pl {
namespace {

QString harmless(const QString &cell)
{
    static const QString kFormulaStarts = QStringLiteral("=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20");
    // Spreadsheets ignore leading blanks.
    const bool isMarked = !cell.isEmpty() && QStringLiteral("\t\r\n").contains(cell.front());
    const QString visible = isMarked ? cell : cell.trimmed();
    return !visible.isEmpty() && kFormulaStarts.contains(visible.at(0)) ? QLatin1Char('\'') + cell : cell;
}

QString inOnePart(QString cell)
{
    for (QChar &c : cell) {
        if (c == u';')
            c = u',';
        else if (c == u'\t' || c == u'\r' || c == u'\n' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator)
            c = u' ';
    }
    return cell;
}

QString quoted(QString cell)
{
    return QLatin1Char('"') + cell.replace(u'"', QStringLiteral("\"\"")) + QLatin1Char('"');
}

} // namespace

CsvWriter::CsvWriter() : m_data("\xEF\xBB\xBF") {}

QString CsvWriter::safeCell(const QString &cell)
{
    return inOnePart(harmless(withoutInvisible(cell)));
}

void CsvWriter::addRow(const QStringList &cells)
{
    QStringList row;
    for (const QString &cell : cells)
        row += quoted(safeCell(cell));
    m_data += row.join(QLatin1Char(',')).toUtf8() + "\r\n";
}

} // namespace pl
