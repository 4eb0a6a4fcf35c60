#pragma once

#include "models/domain/plumber.h"
#include "ui/style/chip.h"

namespace pl::ui {

// Words about plumbers and their papers. `today` is the office's day.

/// "expired Nov 3", "expires today", "expires Dec 12, in 14 days", "valid until Dec 12, 2027"
QString expiryPhrase(QDate expires, QDate today);
/// The same for a narrow column: "expired Nov 3", "today", "Dec 12, in 14 days", "Dec 12, 2027"
QString shortExpiryText(QDate expires, QDate today);
/// "Paused until Dec 12", "Paused"; empty for one who isn't.
QString pauseText(const Plumber &plumber, QDate today);
/// "E-mail, and text message when urgent"
QString notifyText(NotifyBy notifyBy);
Chip verifiedChip(bool isVerified);

} // namespace pl::ui
