#pragma once

#include "models/columns/searchquery.h"

namespace pl::columns {

/// What stands between blanks in a search, or is quoted.
struct SearchPiece
{
    qsizetype from = 0;
    qsizetype length = 0;
    qsizetype valueFrom = 0; ///< with its quote
    std::optional<SearchField> field = {};
    bool isNegated = false;
    bool isQuoted = false;
    QString value = {}; ///< without quotes

    bool isWord() const { return !field && !isNegated && !isQuoted; }
};

QList<SearchPiece> searchPieces(const QString &typed, const SearchLanguage &language);

} // namespace pl::columns
