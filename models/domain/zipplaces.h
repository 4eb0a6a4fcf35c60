#pragma once

#include <QStringView>

#include <optional>

namespace pl {

/// A point on the earth, as a vector of length 1 from its middle.
struct ZipPlace
{
    float x = 0;
    float y = 0;
    float z = 0;
    bool approximate = false; ///< the middle of the ZIP codes with the same first three digits

    bool operator==(const ZipPlace &) const = default;
};

/// Where a ZIP code of the United States is, as "78701" or "78701-1234" (blanks around it don't matter). An unknown one
/// is where those with the same first three digits are in the middle; nothing when there are none, or it is no ZIP
/// code. The places are compiled in (resources/zips/README.md); the first call takes about a millisecond. Thread-safe.
std::optional<ZipPlace> zipPlace(QStringView zip);

/// As the crow flies, in statute miles.
double milesBetween(const ZipPlace &a, const ZipPlace &b);

} // namespace pl
