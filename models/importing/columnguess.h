#pragma once

#include "models/importing/field.h"

#include <QStringList>

namespace pl::importing {

/// What each column means, one a title, by the names of a known program's export (resources/imports) and else by the
/// usual English names, compared without case and signs. No field but Note is given twice: the first column that fits
/// best has it. Unknown columns are Ignore.
QList<Field> guessColumns(const QStringList &header, ImportKind kind);

/// Whose export it is: "HubSpot"; empty when no preset knows the header.
QString exporterOf(const QStringList &header, ImportKind kind);

/// A text that is equal for equal headers, under which a person's own choice is remembered. Holds no words of theirs.
QString headerKey(const QStringList &header, ImportKind kind);

} // namespace pl::importing
