#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <functional>

namespace pl::shared {

/// Throttles key guessing: after `burst` invalid keys, a network must wait `refill` for each further one. Valid keys
/// are not limited, so a guesser does not block others on the same network.
///
/// Memory is bounded: beyond `maxNetworks` networks guessing at once, all others share one allowance.
class RateLimiter
{
public:
    using Clock = std::function<std::chrono::milliseconds()>; ///< never goes back
    struct Pace
    {
        int burst = 10;
        std::chrono::milliseconds refill = std::chrono::seconds(6);
        qsizetype maxNetworks = 10'000;
    };
    explicit RateLimiter(Pace pace, Clock clock = steadyClock);

    static std::chrono::milliseconds steadyClock();

    /// Counts one guess. 0: allowed; else the seconds to wait.
    int take(const QByteArray &network);
    /// The key turned out to be good.
    void giveBack(const QByteArray &network);

    qsizetype size() const { return m_owed.size(); }

private:
    QByteArray placeOf(const QByteArray &network, std::chrono::milliseconds now);

    const Pace m_pace;
    const Clock m_clock;
    /// When a network will have its full burst again.
    QHash<QByteArray, std::chrono::milliseconds> m_owed;
    std::chrono::milliseconds m_swept{0};
};

} // namespace pl::shared
