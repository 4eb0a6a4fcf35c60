#include "server/shared/ratelimiter.h"

#include <algorithm>

namespace pl::shared {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kSweepEvery(1);

} // namespace

milliseconds RateLimiter::steadyClock()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

RateLimiter::RateLimiter(Pace pace, Clock clock) : m_pace(pace), m_clock(std::move(clock)) {}

int RateLimiter::take(const QByteArray &network)
{
    const milliseconds now = m_clock();
    milliseconds &owed = m_owed[placeOf(network, now)];
    const milliseconds next = std::max(owed, now) + m_pace.refill;
    const milliseconds tooMuch = next - now - m_pace.refill * m_pace.burst;
    if (tooMuch > milliseconds(0))
        return int(std::chrono::ceil<std::chrono::seconds>(tooMuch).count());
    owed = next;
    return 0;
}

void RateLimiter::giveBack(const QByteArray &network)
{
    const auto found = m_owed.find(network);
    if (found != m_owed.end())
        *found -= m_pace.refill;
}

/// The empty name stands for all networks beyond the limit.
QByteArray RateLimiter::placeOf(const QByteArray &network, milliseconds now)
{
    if (m_owed.size() < m_pace.maxNetworks || m_owed.contains(network))
        return network;
    if (now - m_swept >= kSweepEvery) {
        m_swept = now;
        m_owed.removeIf([now](const auto &entry) { return entry.value() <= now; });
    }
    return m_owed.size() < m_pace.maxNetworks ? network : QByteArray("");
}

} // namespace pl::shared
