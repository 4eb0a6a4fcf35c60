#pragma once

#include "models/base/result.h"
#include "models/exporting/cell.h"

namespace pl::exporting {

/// Writes a table row by row, with memory for a few rows only. One thread at a time. Every function may fail, with a
/// plain sentence; after that only the destructor may be called. Destroyed before commit(), it leaves no file and
/// doesn't touch one that was there.
class TableWriter
{
public:
    TableWriter() = default;
    virtual ~TableWriter() = default;
    Q_DISABLE_COPY_MOVE(TableWriter)

    virtual Result<> begin(const TableHead &head) = 0;
    /// The row has a cell for each column.
    virtual Result<> add(const Row &row) = 0;
    /// Nothing more comes. May take seconds.
    virtual Result<> complete() = 0;
    /// Puts the file in its place; quick.
    virtual Result<> commit() = 0;
};

} // namespace pl::exporting
