#pragma once

#include <QString>

namespace pl::test {

/// A test's own text, as the window has it.
inline QString words(const char *text)
{
    return QString::fromUtf8(text);
}

} // namespace pl::test
