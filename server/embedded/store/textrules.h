#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// visible_text() and visible_text_names() of the reference schema: removes invisible characters from a row's texts and
/// refuses empty names, names with a link, and a lead whom nobody can reach (thrown as RestError). `before` is null for
/// a new row. Runs after beforeInsert and beforeUpdate.
void tidyTexts(const Table &table, const Caller &caller, const Record *before, Record &values);

} // namespace pl::embedded
