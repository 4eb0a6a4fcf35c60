#pragma once

#include "models/domain/notification.h"
#include "ui/style/chip.h"

namespace pl::ui {

// What the office says about messages and their state.

/// "New lead", "Plumber found", "Card requested", "Payment to confirm"
QString messageKindText(const QString &templateName);
/// "e-mail", "text message"
QString channelText(const QString &channel);
QString messageStateText(MessageState state);
Chip chipOf(MessageState state);
/// Why it is in this state and what comes next: "Held overnight until 8:00 AM". Empty when the state says it all.
QString messageReason(const Notification &message, const QString &plumberName, Timestamp now);

} // namespace pl::ui
