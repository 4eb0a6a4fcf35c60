#pragma once

#include <QString>

namespace pl::mapping {

/// A name in its two parts, the letters as they were sent.
struct PersonName
{
    QString first;
    QString last; ///< empty when there is one word alone
    bool operator==(const PersonName &) const = default;
};

/// Splits a whole name: "Rosa Maria Example" before its last word, "Anna van der Berg" before its particles,
/// "John Smith Jr." before the last word but the suffix, "GONZALEZ, MARIA" at the comma. A form of address in front
/// ("Mrs.") is left out.
PersonName splitName(const QString &name);

} // namespace pl::mapping
