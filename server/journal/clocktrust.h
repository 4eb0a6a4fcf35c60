#pragma once

#include "models/base/timestamp.h"

#include <chrono>
#include <optional>

namespace pl::journal {

/// Decides whether old entries may be deleted by the wall clock. A clock that jumped (a dead battery, a manual change)
/// is not trusted until this program has run with it for a day: by then everything that looks old is at least a day
/// old, and repeats must be recognized for only that long.
class ClockTrust
{
public:
    using Uptime = std::chrono::milliseconds; ///< by a monotonic clock
    static constexpr std::chrono::hours kHold{24};
    static constexpr std::chrono::hours kMaxAbsence{14 * 24};

    /// `lastBelieved`: the wall-clock time when an earlier run last trusted it.
    explicit ClockTrust(std::optional<Timestamp> lastBelieved) : m_lastBelieved(lastBelieved) {}

    /// Call regularly, at least once an hour.
    bool isBelieved(Timestamp wall, Uptime uptime);

private:
    bool hasJumped(Timestamp wall, Uptime uptime) const;

    struct Moment
    {
        Timestamp wall;
        Uptime uptime;
    };
    std::optional<Timestamp> m_lastBelieved;
    std::optional<Moment> m_last;
    std::optional<Uptime> m_heldSince;
};

} // namespace pl::journal
