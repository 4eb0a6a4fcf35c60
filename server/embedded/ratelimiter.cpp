#include "server/embedded/ratelimiter.h"

#include <algorithm>

namespace pl::embedded {
namespace {

constexpr qsizetype kManyAddresses = 10'000;

} // namespace

int RateLimiter::waitFor(const QString &address, Timestamp now)
{
    const QMutexLocker lock(&m_mutex);
    const Timestamp oldest = now.addSeconds(-m_windowSeconds);
    if (m_times.size() > kManyAddresses)
        forgetBefore(oldest);
    QList<Timestamp> &times = m_times[address];
    times.removeIf([&](Timestamp time) { return time <= oldest; });
    // A clock that was set back must not make anybody wait for the time in between.
    for (Timestamp &time : times)
        time = std::min(time, now);
    if (times.size() >= m_most)
        return std::max(1, int(now.secondsTo(times.first().addSeconds(m_windowSeconds))));
    times += now;
    return 0;
}

void RateLimiter::forgetBefore(Timestamp oldest)
{
    m_times.removeIf([&](const auto &entry) { return entry.value().isEmpty() || entry.value().last() <= oldest; });
}

} // namespace pl::embedded
