#include "ui/leads/gracenotice.h"

namespace pl::ui {

using namespace std::chrono_literals;

GraceNotice::GraceNotice(std::function<Timestamp()> clock, QObject *parent) : QObject(parent), m_clock(std::move(clock))
{
    connect(&m_second, &QTimer::timeout, this, &GraceNotice::tick);
}

QString GraceNotice::begin(const QString &done, const QString &rest, int seconds)
{
    m_done = done;
    m_rest = rest;
    m_end = m_clock().addSeconds(seconds);
    m_shown = words();
    seconds > 0 ? m_second.start(1s) : m_second.stop();
    return m_shown;
}

int GraceNotice::left() const
{
    constexpr qint64 kSecond = 1'000'000;
    return static_cast<int>(std::max<qint64>(0, (m_end.micros - m_clock().micros + kSecond - 1) / kSecond));
}

QString GraceNotice::words() const
{
    const int seconds = left();
    if (seconds == 0)
        return m_rest.isEmpty() ? m_done : tr("%1. %2").arg(m_done, m_rest);
    const QString waiting = tr("Messages go out in %n s.", nullptr, seconds);
    return m_rest.isEmpty() ? tr("%1. %2").arg(m_done, waiting) : tr("%1. %2 %3").arg(m_done, waiting, m_rest);
}

void GraceNotice::tick()
{
    if (left() == 0)
        m_second.stop();
    const QString now = words();
    const QString before = std::exchange(m_shown, now);
    if (now != before)
        Q_EMIT reworded(before, now);
}

} // namespace pl::ui
