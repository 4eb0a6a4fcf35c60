#pragma once

#include "models/exporting/tablewriter.h"

#include <atomic>
#include <memory>

namespace pl::exporting {

/// Writes a table slice by slice and stops as soon as somebody cancels. One thread at a time.
class SliceWriter
{
public:
    SliceWriter(std::unique_ptr<TableWriter> writer, const std::atomic<bool> &isCancelled)
        : m_writer(std::move(writer)), m_isCancelled(isCancelled)
    {
    }

    Result<> begin(const TableHead &head) { return m_writer->begin(head); }
    Result<> take(const QList<Row> &slice);
    /// How many rows the finished file has.
    Result<qint64> end();

    static Error cancelled();

private:
    std::unique_ptr<TableWriter> m_writer;
    const std::atomic<bool> &m_isCancelled;
    qint64 m_written = 0;
};

} // namespace pl::exporting
