#pragma once

#include <QStringView>

namespace pl {

/// Whether `is` holds for any UTF-16 unit of the text. Looks at all of them: a loop that goes on to the end takes many
/// at a time, one that stops at the first takes them one by one and ten times as long. So `is` must be cheap, and
/// joins its conditions by `|` and `&`.
template <class Is>
bool anyUnit(QStringView text, const Is &is)
{
    char16_t any = 0;
    for (const QChar c : text)
        any = char16_t(any | char16_t(is(c.unicode())));
    return any != 0;
}

} // namespace pl
