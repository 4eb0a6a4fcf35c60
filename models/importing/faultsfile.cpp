#include "models/base/csvwriter.h"
#include "models/importing/rowcheck.h"

#include <QCoreApplication>
#include <QHash>

namespace pl::importing {
namespace {

struct FaultWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::importing::FaultsFile)
};

} // namespace

QByteArray faultsAsCsv(const Sheet &sheet, const std::vector<RowFault> &faults)
{
    QHash<int, const SheetRow *> byLine;
    for (const SheetRow &row : sheet.rows)
        byLine[row.line()] = &row;
    CsvWriter csv;
    csv.addRow(sheet.header + QStringList{FaultWords::tr("Problem")});
    for (const RowFault &fault : faults) {
        const SheetRow *row = byLine.value(fault.line);
        QStringList cells = row ? row->cells() : QStringList();
        cells.resize(sheet.header.size());
        csv.addRow(cells + QStringList{fault.error.message});
    }
    return csv.data();
}

} // namespace pl::importing
