#pragma once

#include "models/base/jsonreader.h"
#include "models/domain/urgency.h"

#include <QTimeZone>

namespace pl {

/// How much each factor counts when a plumber is chosen, 0 to 100 each; only the proportions matter.
struct RankingWeights
{
    int distance = 40; ///< near
    int load = 20;     ///< few leads today
    int accepted = 20; ///< often accepts
    int speed = 10;    ///< accepts quickly
    int waiting = 10;  ///< has waited long for a lead

    bool operator==(const RankingWeights &) const = default;
    nlohmann::json toJson() const;
    /// Numbers below 0 or above 100 are "out_of_range"; an absent one keeps its default.
    static Result<RankingWeights> fromJson(const nlohmann::json &value);
};

/// The office's rules for who gets a lead, from the rows of `settings` that `keys()` names.
struct DispatchSettings
{
    RankingWeights weights;
    bool cardRequired = true;     ///< a plumber without a card on file is not suggested
    bool autoAssign[3] = {};      ///< by Urgency: the server assigns new leads
    qint64 answerMinutes[3] = {}; ///< by Urgency: how long a plumber may take to answer; 0: no limit
    int graceSeconds = 10;        ///< 0 to 60: how long the messages and the charge of an assignment wait for an undo
    QByteArray timeZone;          ///< IANA name; empty: the time zone of the local machine

    bool operator==(const DispatchSettings &) const = default;
    bool assignsItself(Urgency urgency) const { return autoAssign[static_cast<int>(urgency)]; }
    qint64 minutesToAnswer(Urgency urgency) const { return answerMinutes[static_cast<int>(urgency)]; }
    /// The seconds left until the messages and the charge of an assignment made then go out, rounded up; 0 when that
    /// time has passed.
    int graceLeft(Timestamp assignedAt, Timestamp now) const;
    QTimeZone zone() const;
    /// The office's last midnight (or when the day began instead, where the clock was just put forward).
    Timestamp dayBegan(Timestamp now) const;
    /// The same for the week, which begins on Monday, and the month.
    Timestamp weekBegan(Timestamp now) const;
    Timestamp monthBegan(Timestamp now) const;
    /// The office's date and time.
    QDateTime localTime(Timestamp now) const { return now.toDateTime().toTimeZone(zone()); }

    static constexpr int kLongestGrace = 60;

    static const QList<QByteArray> &keys();
    /// The value of the row `key`.
    nlohmann::json value(const QByteArray &key) const;
    /// From `[{"key":…,"value":…}]`; other keys are ignored.
    static Result<DispatchSettings> fromJson(const nlohmann::json &rows);
    /// Reads one row's value. An invalid value is added to `errors` under its key.
    void read(const QByteArray &key, const nlohmann::json &value, JsonReader &errors);
};

} // namespace pl
