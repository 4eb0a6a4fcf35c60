#pragma once

#include "models/base/timestamp.h"

#include <QString>

namespace pl::wording {

/// A time in the time zone of this ZIP code: "Monday, December 7 at 6:15 AM CST"; in Spanish ("es") "lunes, 7 de
/// diciembre, 6:15 AM CST". Near a zone boundary, or if the ZIP code is unknown, one zone is picked, which is why the
/// zone is named. UTC if this machine doesn't know the zone.
QString localMoment(Timestamp moment, QStringView zip, const QString &language = QStringLiteral("en"));

} // namespace pl::wording
