#include "server/billing/nighttimer.h"

namespace pl::billing {

namespace {

constexpr int kHour = 3;

} // namespace

NightTimer::NightTimer(Pace pace, Clock clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    m_look.setInterval(pace.look);
    connect(&m_look, &QTimer::timeout, this, &NightTimer::look);
    m_again.setInterval(pace.again);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &NightTimer::due);
}

void NightTimer::start()
{
    m_last = nightOf(m_clock());
    m_look.start();
}

QDate NightTimer::nightOf(const QDateTime &now) const
{
    return now.time() < QTime(kHour, 0) ? now.date().addDays(-1) : now.date();
}

void NightTimer::look()
{
    const QDate night = nightOf(m_clock());
    const qint64 passed = m_last.daysTo(night);
    // Set back to before three, it is still the same night; set back further, the clock was wrong before.
    if (passed == 0 || passed == -1)
        return;
    m_last = night;
    if (passed < 0)
        return;
    m_again.stop();
    Q_EMIT due();
}

} // namespace pl::billing
