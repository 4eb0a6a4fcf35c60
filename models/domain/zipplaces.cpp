#include "models/domain/zipplaces.h"

#include <QResource>
#include <QtEndian>

#include <cmath>
#include <numbers>
#include <vector>

// Outside of any namespace, as Q_INIT_RESOURCE requires; a static library's resources must be initialized.
static void initZipResources()
{
    Q_INIT_RESOURCE(zips);
}

namespace pl {
namespace {

constexpr std::size_t kZips = 100'000;
constexpr std::size_t kPrefixes = 1'000;
constexpr qsizetype kHeaderBytes = 8;
constexpr qsizetype kPointBytes = 6;
constexpr double kEarthRadiusMiles = 3958.7613; // the mean one, 6371.0088 km

bool isUnknown(const ZipPlace &place)
{
    return place.x == 0 && place.y == 0 && place.z == 0;
}

ZipPlace placeAt(double latitude, double longitude)
{
    const double lat = latitude * std::numbers::pi / 180;
    const double lon = longitude * std::numbers::pi / 180;
    return {float(std::cos(lat) * std::cos(lon)), float(std::cos(lat) * std::sin(lon)), float(std::sin(lat)), false};
}

double degreesAt(const uchar *bytes)
{
    const qint32 tenThousandths =
        qint32(bytes[0] | bytes[1] << 8 | quint32(bytes[2]) << 16 | (bytes[2] & 0x80 ? 0xFF000000U : 0U));
    return tenThousandths / 10'000.0;
}

/// The compiled-in file, read once into a table indexed by ZIP code.
class Places
{
public:
    static const Places &instance()
    {
        static const Places places;
        return places;
    }

    const ZipPlace &exact(std::size_t zip) const { return m_exact[zip]; }
    const ZipPlace &area(std::size_t prefix) const { return m_areas[prefix]; }

private:
    Places() : m_exact(kZips), m_areas(kPrefixes)
    {
        initZipResources();
        const QResource file(QStringLiteral(":/domain/zips.bin"));
        read(file.data(), file.size());
        settleAreas();
    }

    void read(const uchar *bytes, qsizetype size)
    {
        const uchar *const end = bytes + size;
        Q_ASSERT(size > kHeaderBytes && std::equal(bytes, bytes + 4, "PLZ1"));
        auto left = qFromLittleEndian<quint32>(bytes + 4);
        bytes += kHeaderBytes;
        std::size_t zip = 0;
        for (; left > 0 && bytes + kPointBytes < end; --left) {
            for (int shift = 0;; shift += 7) {
                zip += std::size_t(*bytes & 0x7F) << shift;
                if (!(*bytes++ & 0x80))
                    break;
            }
            m_exact[zip] = placeAt(degreesAt(bytes), degreesAt(bytes + 3));
            bytes += kPointBytes;
        }
    }

    /// The center of several points is their sum, scaled back to the surface.
    void settleAreas()
    {
        for (std::size_t zip = 0; zip < kZips; ++zip) {
            ZipPlace &area = m_areas[zip / 100];
            area.x += m_exact[zip].x;
            area.y += m_exact[zip].y;
            area.z += m_exact[zip].z;
        }
        for (ZipPlace &area : m_areas) {
            if (isUnknown(area))
                continue;
            const float length = std::hypot(area.x, area.y, area.z);
            area = {area.x / length, area.y / length, area.z / length, true};
        }
    }

    std::vector<ZipPlace> m_exact;
    std::vector<ZipPlace> m_areas;
};

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

std::optional<std::size_t> zipNumber(QStringView text)
{
    text = text.trimmed();
    const bool plusFour = text.size() == 10 && text[5] == u'-' && isDigits(text.sliced(6));
    if ((text.size() != 5 && !plusFour) || !isDigits(text.first(5)))
        return std::nullopt;
    std::size_t number = 0;
    for (const QChar digit : text.first(5))
        number = number * 10 + std::size_t(digit.unicode() - u'0');
    return number;
}

} // namespace

std::optional<ZipPlace> zipPlace(QStringView zip)
{
    const auto number = zipNumber(zip);
    if (!number)
        return std::nullopt;
    const Places &places = Places::instance();
    const ZipPlace &exact = places.exact(*number);
    const ZipPlace &place = isUnknown(exact) ? places.area(*number / 100) : exact;
    return isUnknown(place) ? std::nullopt : std::optional(place);
}

double milesBetween(const ZipPlace &a, const ZipPlace &b)
{
    const double dx = double(a.x) - b.x;
    const double dy = double(a.y) - b.y;
    const double dz = double(a.z) - b.z;
    // By the chord, which is also exact for near points, where the angle's cosine loses precision.
    const double halfChord = std::sqrt(dx * dx + dy * dy + dz * dz) / 2;
    return 2 * kEarthRadiusMiles * std::asin(std::min(1.0, halfChord));
}

} // namespace pl
