#pragma once

#include "server/embedded/rest/readplan.h"

#include <QVariant>

namespace pl::embedded {

/// A value and its current type.
struct TypedValue
{
    PgType type;
    QVariant value;
};

/// Throws RestError if `column`'s cast names an unknown type or one it can't be cast to.
void checkCast(const SelectedColumn &column);
/// A column's value as shown in the answer: with its `->` steps and its cast applied. Throws RestError if the value
/// can't be cast.
TypedValue selectedValue(const SelectedColumn &column, QVariant value);

} // namespace pl::embedded
