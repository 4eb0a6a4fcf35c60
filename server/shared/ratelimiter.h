#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <functional>

namespace pl::shared {

/// Slows down who shows keys that nobody has: after `burst` of them a network must wait `refill` for each further one.
/// Who shows a key that is known is not asked here, so a guesser in the same house stops nobody.
///
/// Its memory is bounded: with `maxNetworks` guessing at the same time, all further ones are treated as one.
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

    /// Counts one guess. 0: go on; else the seconds to wait before the next.
    int take(const QByteArray &network);
    /// The key turned out to be good.
    void giveBack(const QByteArray &network);

    qsizetype size() const { return m_owed.size(); }

private:
    QByteArray placeOf(const QByteArray &network, std::chrono::milliseconds now);

    const Pace m_pace;
    const Clock m_clock;
    /// When a network will have its whole burst again.
    QHash<QByteArray, std::chrono::milliseconds> m_owed;
    std::chrono::milliseconds m_swept{0};
};

} // namespace pl::shared
