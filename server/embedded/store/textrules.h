#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/rowrules.h"

namespace pl::embedded {

/// visible_text() and visible_text_names() of the reference schema: takes what nobody sees out of a row's texts, and
/// refuses names that are empty or hold a link (thrown as RestError). `before` is null for a new row. Behind
/// beforeInsert and beforeUpdate.
void tidyTexts(const Table &table, const Caller &caller, const Record *before, Record &values);

} // namespace pl::embedded
