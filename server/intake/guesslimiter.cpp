#include "server/intake/guesslimiter.h"

#include <algorithm>

namespace pl::intake {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::seconds kSweepEvery(1);

} // namespace

milliseconds GuessLimiter::steadyClock()
{
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

GuessLimiter::GuessLimiter(Pace pace, Clock clock) : m_pace(pace), m_clock(std::move(clock)) {}

int GuessLimiter::take(const QByteArray &network)
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

void GuessLimiter::giveBack(const QByteArray &network)
{
    const auto found = m_owed.find(network);
    if (found != m_owed.end())
        *found -= m_pace.refill;
}

/// An empty name stands for all that there is no room for.
QByteArray GuessLimiter::placeOf(const QByteArray &network, milliseconds now)
{
    if (m_owed.size() < m_pace.mostNetworks || m_owed.contains(network))
        return network;
    if (now - m_swept >= kSweepEvery) {
        m_swept = now;
        m_owed.removeIf([now](const auto &entry) { return entry.value() <= now; });
    }
    return m_owed.size() < m_pace.mostNetworks ? network : QByteArray("");
}

} // namespace pl::intake
