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

/// What `target` (a table, a foreign key's column or constraint) is to `parent`; `hint` decides between several. Throws
/// RestError when there is no such relation, or more than one.
Relation findRelation(const Table &parent, const QString &target, const QString &hint);

} // namespace pl::embedded
