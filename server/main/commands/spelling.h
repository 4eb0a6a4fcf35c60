#pragma once

#include <QStringList>

namespace pl {

/// How many letters must be inserted, left out, replaced, or swapped with their neighbor to make one word of the other.
int spellingDistance(const QString &one, const QString &other);

/// The word that somebody probably meant by `typed`: the nearest of `words`, or one that begins with `typed`; empty
/// when none is near.
QString nearestWord(const QString &typed, const QStringList &words);

} // namespace pl
