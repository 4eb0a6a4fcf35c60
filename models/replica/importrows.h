#pragma once

#include "models/domain/importorder.h"

namespace pl::replica {

/// "leads" or "plumbers".
QByteArray tableOf(ImportKind kind);

/// The rows to insert for these lines of an order, all with the same columns, as the store wants it: what a row doesn't
/// say is empty.
nlohmann::json newRows(const ImportOrder &order, const QUuid &importId, const std::vector<std::size_t> &rows);

/// What a row writes into one that is there: only what people can change. May be empty.
nlohmann::json changeOf(ImportKind kind, const ImportRow &row);
/// The rows of `import_changes` for these.
nlohmann::json keptRows(const ImportOrder &order, const QUuid &importId, const std::vector<std::size_t> &rows);

/// Whether the row has these values at this version.
bool isRow(const nlohmann::json &row, const nlohmann::json &values, qint64 version);

/// Null when there is none.
QUuid uuidIn(const nlohmann::json &row, const char *column = "id");

/// The store's refusal of one row, for the person whose file it is.
RowFault faultOf(const ImportRow &row, const Error &refusal);

} // namespace pl::replica
