#pragma once

#include "models/domain/urgency.h"

#include <QMap>
#include <QStringList>

#include <optional>

namespace pl::mapping {

/// What a table makes of a text: its exact word, or else its longest pattern that fits; nothing when none does.
/// Compared without case and signs; of a longer text the first 500 characters.
std::optional<QString> translated(const QMap<QString, QString> &words, const QString &text);

/// Which of the office's services a text means: by the table, or by its own name. A list ("Drain, Toilet") means the
/// first of them that is known; nothing when none is. With no services given, what the table says, or the text itself.
std::optional<QString> serviceMeant(const QString &text, const QMap<QString, QString> &words,
                                    const QStringList &services);

/// "day", "ASAP", "Within 48 hours", "I'm flexible" …: by the table, or else by the usual words.
std::optional<Urgency> urgencyMeant(const QString &text, const QMap<QString, QString> &words);

/// Whether a text says yes: "true", "on", "1", "accepted" … or anything but an empty text and a no.
bool saysYes(const QString &text);

} // namespace pl::mapping
