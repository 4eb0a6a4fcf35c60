#pragma once

#include "models/domain/notification.h"
#include "ui/style/chip.h"

namespace pl::ui {

// What the office calls messages and how they stand.

/// "New lead", "Plumber found", "Card wanted", "Payment to confirm"
QString messageKindText(const QString &templateName);
/// "e-mail", "text message"
QString channelText(const QString &channel);
QString messageStateText(MessageState state);
Chip chipOf(MessageState state);
/// Why it stands so and what comes next: "Held for the night, until 08:00". Empty when the state says it all.
QString messageReason(const Notification &message, const QString &plumberName, Timestamp now);

} // namespace pl::ui
