#pragma once

#include "server/embedded/jsonnode.h"
#include "server/embedded/readplan.h"

namespace pl::embedded {

/// The rows of readSql() as a client gets them. Throws RestError when a value can't be cast.

QByteArray toJsonArray(const ReadNode &root, const std::vector<JsonNode> &rows);
QByteArray toJsonObject(const ReadNode &root, const JsonNode &row);
/// A line of names when there are rows, then each row as PostgreSQL writes a record.
QByteArray toCsv(const ReadNode &root, const std::vector<JsonNode> &rows);
/// Fields as PostgreSQL writes them in a record: quoted where it must be.
QByteArray recordField(const QString &text);

} // namespace pl::embedded
