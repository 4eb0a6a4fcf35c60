#pragma once

#include "models/base/timestamp.h"

#include <chrono>
#include <optional>

namespace pl::journal {

/// Tells whether the wall clock may be used to delete by. A clock that jumps (a dead battery, somebody's hand) is not
/// believed until this program has run with it for a day: by then everything that looks old is a day old at the least,
/// which is as long as repeats must be known.
class ClockTrust
{
public:
    using Uptime = std::chrono::milliseconds; ///< by a clock that nobody sets
    static constexpr std::chrono::hours kHold{24};
    static constexpr std::chrono::hours kLongestAbsence{14 * 24};

    /// `lastBelieved`: the wall clock when an earlier run last believed it.
    explicit ClockTrust(std::optional<Timestamp> lastBelieved) : m_lastBelieved(lastBelieved) {}

    /// To be asked now and then, at least once an hour.
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
