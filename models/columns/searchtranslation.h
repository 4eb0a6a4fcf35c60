#pragma once

#include "models/columns/searchquery.h"

namespace pl::columns {

/// The same search with the English names of fields and values, as SearchQuery reads it without a language: what views
/// keep and share. Without what asks nothing: an unfinished term, one that can't be understood. Quotes are closed, so
/// that another search can follow behind a blank.
QString inEnglish(const QString &typed, const SearchLanguage &language);

} // namespace pl::columns
