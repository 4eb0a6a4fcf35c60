#pragma once

#include "models/domain/activityevent.h"

#include <QString>

namespace pl::ui {

// What people do in the office beyond leads, as the list of activity says it.

/// "Ada changed Ann Lee: phone number, ZIP code". `plumberName` may be empty, `currency` is the office's.
QString activitySentence(const ActivityEvent &event, const QString &plumberName, const QString &ownEmail,
                         const QString &currency);
/// "the grace period" for grace_seconds; other keys with blanks for underscores.
QString settingText(const QString &key);
/// "plumbers" for the kind of a list that was exported.
QString listText(const QString &kind, qint64 rows);

} // namespace pl::ui
