#include "models/wording/localtime.h"

#include "models/domain/ziptimezones.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace pl::wording {
namespace {

struct ZoneName
{
    int hours; ///< the standard time, from UTC
    QLatin1StringView standard;
    QLatin1StringView daylight;
};

/// Qt knows these on Linux alone; Windows says "Central Standard Time", and a Mac may say "GMT-6".
constexpr ZoneName kZoneNames[]{{-4, QLatin1StringView("AST"), QLatin1StringView("ADT")},
                                {-5, QLatin1StringView("EST"), QLatin1StringView("EDT")},
                                {-6, QLatin1StringView("CST"), QLatin1StringView("CDT")},
                                {-7, QLatin1StringView("MST"), QLatin1StringView("MDT")},
                                {-8, QLatin1StringView("PST"), QLatin1StringView("PDT")},
                                {-9, QLatin1StringView("AKST"), QLatin1StringView("AKDT")},
                                {-10, QLatin1StringView("HST"), QLatin1StringView("HDT")},
                                {-11, QLatin1StringView("SST"), QLatin1StringView("SDT")},
                                {10, QLatin1StringView("ChST"), QLatin1StringView("ChDT")},
                                {0, QLatin1StringView("UTC"), QLatin1StringView("UTC")}};

/// As Americans abbreviate it.
QString zoneName(const QTimeZone &zone, const QDateTime &local)
{
    const int hours = zone.standardTimeOffset(local) / 3600;
    const auto name = std::ranges::find(kZoneNames, hours, &ZoneName::hours);
    if (name == std::end(kZoneNames))
        return zone.abbreviation(local);
    return zone.isDaylightTime(local) ? name->daylight : name->standard;
}

} // namespace

QString localMoment(Timestamp moment, QStringView zip, const QString &language)
{
    const QTimeZone known(zipTimeZones(zip).value(0));
    const QTimeZone zone = known.isValid() ? known : QTimeZone::utc();
    const QDateTime local = moment.toDateTime().toTimeZone(zone);
    const QString time = QLocale::c().toString(local.time(), QStringLiteral("h:mm AP ")) + zoneName(zone, local);
    if (language == u"es") {
        const QLocale spanish(QLocale::Spanish, QLocale::UnitedStates);
        return spanish.toString(local.date(), QStringLiteral("dddd, d 'de' MMMM, ")) + time;
    }
    return QLocale::c().toString(local.date(), QStringLiteral("dddd, MMMM d 'at' ")) + time;
}

} // namespace pl::wording
