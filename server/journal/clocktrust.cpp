#include "server/journal/clocktrust.h"

namespace pl::journal {

namespace {

constexpr qint64 kToleratedSeconds = 3600;

}

bool ClockTrust::isBelieved(Timestamp wall, Uptime uptime)
{
    if (hasJumped(wall, uptime))
        m_heldSince = uptime;
    m_last = {wall, uptime};
    if (m_heldSince && uptime - *m_heldSince < kHold)
        return false;
    m_heldSince.reset();
    return true;
}

bool ClockTrust::hasJumped(Timestamp wall, Uptime uptime) const
{
    if (m_last) {
        const qint64 passed = std::chrono::duration_cast<std::chrono::seconds>(uptime - m_last->uptime).count();
        return std::abs(m_last->wall.secondsTo(wall) - passed) > kToleratedSeconds;
    }
    if (!m_lastBelieved)
        return false;
    const qint64 absence = m_lastBelieved->secondsTo(wall);
    return absence < -kToleratedSeconds || absence > std::chrono::seconds(kMaxAbsence).count();
}

} // namespace pl::journal
