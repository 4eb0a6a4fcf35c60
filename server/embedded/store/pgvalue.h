#pragma once

#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/schema.h"

#include <QByteArray>
#include <QVariant>

namespace pl::embedded {

/// A value as SQLite keeps it: null, qlonglong or QString (see PgType). These functions turn what a client wrote into
/// such a value and back, with PostgreSQL's rules and errors; the readers throw RestError.

/// A text, as in `id=eq.…`, read by the type's own input rules.
QVariant valueFromText(PgType type, const QString &text);
/// A member of a request's body, for `column`: its length is checked.
QVariant valueFromJson(const Column &column, const JsonNode &node);
/// The text of a column's default; empty for one generated for each row.
QVariant literalDefault(const Column &column);

/// One cell of a row that SQLite's json_array() wrote.
QVariant cellValue(const JsonNode &cell);
/// `value` as it appears in a JSON answer.
QByteArray valueToJson(PgType type, const QVariant &value);
/// `value` as PostgreSQL's `::text`; null stays a null string.
QString valueToText(PgType type, const QVariant &value);

} // namespace pl::embedded
