#pragma once

#include "server/embedded/rest/readplan.h"

#include <QVariant>

namespace pl::embedded {

/// A value and what type it has by now.
struct TypedValue
{
    PgType type;
    QVariant value;
};

/// Throws RestError when `column`'s cast names no type, or one it can't be cast to.
void checkCast(const SelectedColumn &column);
/// What the answer shows of a column's value: its `->` steps walked and its cast done. Throws RestError when this value
/// can't be cast.
TypedValue selectedValue(const SelectedColumn &column, QVariant value);

} // namespace pl::embedded
