#include "server/notify/localtime.h"

#include "models/domain/ziptimezones.h"

#include <QLocale>
#include <QTimeZone>

namespace pl::notify {

QString localMoment(Timestamp moment, QStringView zip)
{
    const QTimeZone known(zipTimeZones(zip).value(0));
    const QTimeZone zone = known.isValid() ? known : QTimeZone::utc();
    const QDateTime local = moment.toDateTime().toTimeZone(zone);
    return QLocale::c().toString(local, QStringLiteral("dddd, MMMM d 'at' h:mm AP ")) + zone.abbreviation(local);
}

} // namespace pl::notify
