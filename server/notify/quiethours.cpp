#include "server/notify/quiethours.h"

#include "models/domain/ziptimezones.h"

#include <QTimeZone>

namespace pl::notify {

namespace {

const QTime kMorning(8, 0);
const QTime kNight(21, 0);

QTimeZone zoneNamed(const QByteArray &name)
{
    const QTimeZone zone(name);
    return zone.isValid() ? zone : QTimeZone::systemTimeZone();
}

QDateTime allowedFrom(const QDateTime &moment, const QTimeZone &zone)
{
    const QDateTime local = moment.toTimeZone(zone);
    if (local.time() >= kMorning && local.time() < kNight)
        return moment;
    const QDate day = local.time() < kMorning ? local.date() : local.date().addDays(1);
    return QDateTime(day, kMorning, zone);
}

} // namespace

Timestamp textAllowedFrom(Timestamp now, QStringView zip)
{
    const QDateTime begin = now.toDateTime();
    QDateTime moment = begin;
    QDateTime before;
    // Each zone may push the time past another zone's evening; for the zones of the United States this settles within a
    // day.
    while (before != moment) {
        before = moment;
        for (const QByteArray &name : zipTimeZones(zip))
            moment = allowedFrom(moment, zoneNamed(name));
    }
    return moment == begin ? now : Timestamp::fromMSecs(moment.toMSecsSinceEpoch());
}

} // namespace pl::notify
