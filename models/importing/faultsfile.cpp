#include "models/base/csvwriter.h"
#include "models/importing/rowcheck.h"

#include <QCoreApplication>

#include <algorithm>

namespace pl::importing {
namespace {

struct FaultWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::FaultsFile)
};

/// Null when the sheet has no such line. The rows are in the order of their lines.
const SheetRow *rowAt(const Sheet &sheet, int line)
{
    const auto it = std::lower_bound(sheet.rows.begin(), sheet.rows.end(), line,
                                     [](const SheetRow &row, int wanted) { return row.line() < wanted; });
    return it != sheet.rows.end() && it->line() == line ? &*it : nullptr;
}

} // namespace

QByteArray faultsAsCsv(const Sheet &sheet, const std::vector<RowFault> &faults)
{
    CsvWriter csv;
    csv.addRow(sheet.header + QStringList{FaultWords::tr("Problem")});
    for (const RowFault &fault : faults) {
        const SheetRow *row = rowAt(sheet, fault.line);
        QStringList cells = row ? row->cells() : QStringList();
        cells.resize(sheet.header.size());
        csv.addRow(cells + QStringList{fault.error.message});
    }
    return csv.data();
}

} // namespace pl::importing
