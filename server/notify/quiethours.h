#pragma once

#include "models/base/timestamp.h"

#include <QStringView>

namespace pl::notify {

/// The first time from `now` on when a text message may be sent to this ZIP code: between 8:00 and 21:00 local time, in
/// all possible zones if the ZIP code is ambiguous. This machine's own zone replaces one it does not know.
Timestamp textAllowedFrom(Timestamp now, QStringView zip);

} // namespace pl::notify
