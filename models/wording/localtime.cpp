#include "models/wording/localtime.h"

#include "models/domain/ziptimezones.h"

#include <QLocale>
#include <QTimeZone>

namespace pl::wording {

QString localMoment(Timestamp moment, QStringView zip, const QString &language)
{
    const QTimeZone known(zipTimeZones(zip).value(0));
    const QTimeZone zone = known.isValid() ? known : QTimeZone::utc();
    const QDateTime local = moment.toDateTime().toTimeZone(zone);
    const QString time = QLocale::c().toString(local.time(), QStringLiteral("h:mm AP ")) + zone.abbreviation(local);
    if (language == u"es") {
        const QLocale spanish(QLocale::Spanish, QLocale::UnitedStates);
        return spanish.toString(local.date(), QStringLiteral("dddd, d 'de' MMMM, ")) + time;
    }
    return QLocale::c().toString(local.date(), QStringLiteral("dddd, MMMM d 'at' ")) + time;
}

} // namespace pl::wording
