#pragma once

#include "models/base/enumnames.h"
#include "models/base/jsonreader.h"

#include <optional>
#include <vector>

namespace pl {

enum class ImportKind { Leads, Plumbers };

/// One row of a file, checked and ready to be written.
struct ImportRow
{
    int line = 0;                 ///< of the file, from 1; no two rows of an order have the same
    nlohmann::json columns;       ///< what is written, by column of the table
    std::optional<QUuid> changes; ///< the row it changes; none: it adds one
    qint64 seenVersion = 0;       ///< of that row
    nlohmann::json before;        ///< of that row: the columns that change, as they were
};

/// What an import writes. A row that changes another can't assign it: that would charge somebody.
struct ImportOrder
{
    ImportKind kind = ImportKind::Leads;
    QString fileName; ///< without its folder
    std::vector<ImportRow> rows;
    bool charges = false; ///< assignments in the file are charged
    bool tells = false;   ///< … and told to plumbers and customers
    /// Of an import of the same rows that stopped, to go on with it: what is there already isn't added again. Null: a
    /// new import.
    QUuid id = {};
};

/// Why a line was not written.
struct RowFault
{
    int line = 0;
    Error error; ///< fields by column
};

struct ImportOutcome
{
    QUuid id; ///< of the import
    int added = 0;
    int changed = 0;
    std::vector<RowFault> faults; ///< by line
    bool cancelled = false;       ///< what was done has been taken back; `added` and `changed` are what stayed
};

/// What became of undoing an import.
struct ImportUndo
{
    int undone = 0;
    int kept = 0; ///< somebody changed them since, or a payment or a lead names them: they were left alone
    /// Nothing more was undone after cancel(). Another undo goes on.
    bool cancelled = false;
};

template <>
inline constexpr std::array<QLatin1StringView, 2> kEnumNames<ImportKind>{QLatin1StringView("leads"),
                                                                         QLatin1StringView("plumbers")};

} // namespace pl
