#include "models/exporting/csvtablewriter.h"

namespace pl::exporting {
namespace {

constexpr qsizetype kWriteAt = 64 * 1024; ///< bytes

} // namespace

Result<> CsvTableWriter::begin(const TableHead &head)
{
    m_zone = head.zone;
    m_csv.addRow(head.headings());
    return m_file.open();
}

Result<> CsvTableWriter::add(const Row &row)
{
    QStringList cells;
    for (const Cell &cell : row)
        cells += plainText(cell, m_zone);
    m_csv.addRow(cells);
    return m_csv.data().size() < kWriteAt ? Result<>() : m_file.write(m_csv.take());
}

Result<> CsvTableWriter::complete()
{
    return m_file.write(m_csv.take());
}

Result<> CsvTableWriter::commit()
{
    return m_file.commit();
}

} // namespace pl::exporting
