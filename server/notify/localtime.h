#pragma once

#include "models/base/timestamp.h"

#include <QString>

namespace pl::notify {

/// A moment as somebody at this ZIP code reads it off the clock: "Monday, December 7 at 6:15 AM CST". Along a border
/// between zones, and where the ZIP code is unknown, it is one zone's time: the zone is named. UTC where this machine
/// doesn't know the zone.
QString localMoment(Timestamp moment, QStringView zip);

} // namespace pl::notify
