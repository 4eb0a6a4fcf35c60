#pragma once

#include "server/embedded/rest/restquery.h"
#include "server/embedded/store/schema.h"
#include "server/embedded/store/sql.h"

namespace pl::embedded {

/// An expression and its type, which determines how values compared with it are read.
struct TypedSql
{
    Sql sql;
    PgType type;
};

/// `alias.column->…`. Throws RestError for a column the table doesn't have.
TypedSql fieldSql(const Table &table, const QString &alias, const FieldPath &field);
/// One test, without its negation. Throws RestError when the type has no such operator or the value isn't of the type.
Sql testSql(const TypedSql &field, const Condition &test);
/// `document @> value` and `document <@ value`, spelled out for the value at hand.
Sql jsonContainsSql(const Sql &document, const QString &value);
Sql jsonContainedSql(const Sql &document, const QString &value);

} // namespace pl::embedded
