#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/urgency.h"

#include <QStringList>

namespace pl {

/// How long leads may wait and when their plumbers pay, from the rows of `settings` that `keys()` names.
struct DeadlineSettings
{
    qint64 minutesToAssign[3] = {120, 2880, 10080}; ///< by Urgency
    bool chargesWhenAccepted = false;               ///< else as soon as a lead is assigned
    int graceSeconds = 10; ///< 0 to 60: how long the messages and the charge of an assignment wait for an undo

    static constexpr qint64 kLongestMinutes = 60 * 24 * 90;

    bool operator==(const DeadlineSettings &) const = default;

    static QStringList keys();
    /// The value of the row `key`.
    nlohmann::json value(const QString &key) const;
    /// Takes one row's value; one that doesn't fit changes nothing.
    void read(const QString &key, const nlohmann::json &value);
};

} // namespace pl
