#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace pl::billing {

/// Tells once a night that it is three o'clock, when nobody assigns. It looks at the clock on the wall again and again
/// and compares days, so that a machine that slept, a clock that was set and an hour that summer time leaves out or
/// gives twice make no difference: at most once a day, the first time it is three or later. The day on which the timer
/// is started after three has had its night.
class NightTimer : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>; ///< the time where the office is
    struct Pace
    {
        std::chrono::milliseconds look{60'000};
        std::chrono::milliseconds again{900'000}; ///< after a night's work that failed
    };

    NightTimer(Pace pace, Clock clock, QObject *parent = nullptr);

    void start();
    /// Looks at the clock now; from the start on it does so by itself.
    void look();
    /// The night's work came to nothing: due again before the next night.
    void tryAgain() { m_again.start(); }

Q_SIGNALS:
    void due();

private:
    /// The last day on which it has been three o'clock.
    QDate nightOf(const QDateTime &now) const;

    const Clock m_clock;
    QDate m_last;
    QTimer m_look;
    QTimer m_again;
};

} // namespace pl::billing
