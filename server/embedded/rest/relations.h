#pragma once

#include "server/embedded/store/schema.h"

namespace pl::embedded {

/// How a table can be embedded in another one.
struct Relation
{
    const Table *table;
    QString ownColumn;    ///< of `table`
    QString parentColumn; ///< of the table it is embedded in
    bool toOne;
};

/// The relation of `target` (a table, a foreign key's column or constraint) to `parent`; `hint` chooses among several.
/// Throws RestError if there is none, or more than one.
Relation findRelation(const Table &parent, const QString &target, const QString &hint);

} // namespace pl::embedded
