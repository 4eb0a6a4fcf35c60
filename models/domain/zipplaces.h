#pragma once

#include <QStringView>

#include <optional>

namespace pl {

/// A point on the earth, as a unit vector from its center.
struct ZipPlace
{
    float x = 0;
    float y = 0;
    float z = 0;
    bool approximate = false; ///< the center of the ZIP codes with the same first three digits

    bool operator==(const ZipPlace &) const = default;
};

/// Where a ZIP code of the United States is, as "78701" or "78701-1234" (surrounding blanks are ignored). For an
/// unknown one, the center of those with the same first three digits; nothing if there are none or it isn't a ZIP code.
/// The places are compiled in (resources/zips/README.md); the first call takes about a millisecond. Thread-safe.
std::optional<ZipPlace> zipPlace(QStringView zip);

/// The straight-line distance in statute miles.
double milesBetween(const ZipPlace &a, const ZipPlace &b);

} // namespace pl
