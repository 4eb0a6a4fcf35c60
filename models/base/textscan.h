#pragma once

#include <QStringView>

namespace pl {

/// Whether `is` holds for any UTF-16 unit of the text. Always checks all of them: without an early exit the compiler
/// can vectorize the loop, which is ten times as fast. So `is` must be cheap and combine its conditions with `|` and
/// `&`.
template <class Is>
bool anyUnit(QStringView text, const Is &is)
{
    char16_t any = 0;
    for (const QChar c : text)
        any = char16_t(any | char16_t(is(c.unicode())));
    return any != 0;
}

} // namespace pl
