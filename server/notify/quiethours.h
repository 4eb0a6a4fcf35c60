#pragma once

#include "models/base/timestamp.h"

#include <QStringView>

namespace pl::notify {

/// The first moment from `now` on at which a text message may reach somebody at this ZIP code: between 8:00 and 21:00
/// there, in all zones in question when the ZIP code leaves that open. This machine's own zone stands in for one that
/// the machine does not know.
Timestamp textAllowedFrom(Timestamp now, QStringView zip);

} // namespace pl::notify
