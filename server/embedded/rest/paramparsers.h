#pragma once

#include "server/embedded/rest/restquery.h"

namespace pl::embedded {

/// The parsers of the individual parameters. Each throws RestError (PGRST100).
std::vector<SelectItem> parseSelect(const QString &value);
std::vector<OrderTerm> parseOrder(const QString &value);
QStringList parseNames(const QString &parameter, const QString &value);
/// `op.value` after `key=`.
Condition parseFilter(FieldPath field, const QString &value);
/// The `(…)` of `or=`, `and=`; `op` is the key's last word.
Condition parseLogic(const QString &op, bool negated, const QString &value);
/// `plumbers.services->>0`: the path to an embedding and the column there.
AtPath<FieldPath> parseTreePath(const QString &key);

} // namespace pl::embedded
