#pragma once

#include "models/base/csvwriter.h"
#include "models/exporting/outputfile.h"
#include "models/exporting/tablewriter.h"

namespace pl::exporting {

/// A table as CSV, as safe in spreadsheets as CsvWriter makes it.
class CsvTableWriter : public TableWriter
{
public:
    explicit CsvTableWriter(const QString &path) : m_file(path) {}

    Result<> begin(const TableHead &head) override;
    Result<> add(const Row &row) override;
    Result<> complete() override;
    Result<> commit() override;

private:
    OutputFile m_file;
    CsvWriter m_csv;
    QTimeZone m_zone;
};

} // namespace pl::exporting
