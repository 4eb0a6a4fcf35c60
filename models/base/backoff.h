#pragma once

#include <QRandomGenerator>

#include <algorithm>
#include <chrono>

namespace pl {

/// How long to wait before the next try while something fails: `first` after the first failure, doubled with each one
/// that follows, up to `longest`. A value for one thread; it waits for nothing itself.
///
/// A Retry-After of the other side is kept when it is longer, also when it is longer than `longest`. One of more than
/// ten minutes counts as ten minutes: a mistaken one must not stop the work for days.
class Backoff
{
public:
    using milliseconds = std::chrono::milliseconds;

    /// `failures`: how many there were already.
    Backoff(milliseconds first, milliseconds longest, int failures = 0)
        : m_first(first), m_longest(longest), m_failures(failures)
    {
    }

    /// Counts a failure and gives the pause behind it. `retryAfterSeconds`: what the other side asked for; 0: nothing.
    milliseconds next(int retryAfterSeconds = 0) { return std::max(grown(), asked(retryAfterSeconds)); }
    /// The same, with our own part shortened at random by up to a half, so that many clients don't come back at the
    /// same moment. None comes back before it was asked to.
    milliseconds nextSpread(int retryAfterSeconds = 0)
    {
        const milliseconds full = grown();
        const milliseconds saved(QRandomGenerator::global()->bounded(int(full.count() / 2 + 1)));
        return std::max(full - saved, asked(retryAfterSeconds));
    }
    /// It worked: the next failure is the first again.
    void reset() { m_failures = 0; }
    /// Since the last success.
    int failures() const { return m_failures; }

private:
    milliseconds grown()
    {
        constexpr int kMaxDoublings = 16;
        return std::min(m_longest, m_first * (1 << std::clamp(m_failures++, 0, kMaxDoublings)));
    }
    static milliseconds asked(int seconds)
    {
        return std::clamp<milliseconds>(std::chrono::seconds(seconds), milliseconds(0), std::chrono::minutes(10));
    }

    milliseconds m_first;
    milliseconds m_longest;
    int m_failures;
};

} // namespace pl
