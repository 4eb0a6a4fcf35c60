#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace pl::billing {

/// Emits `due` once a night at three o'clock, when nobody assigns leads. It polls the local time and compares days, so
/// sleeping machines, clock changes and daylight saving time do no harm: it emits at most once a day, the first time it
/// is three or later. If started after three, it skips that day.
class NightTimer : public QObject
{
    Q_OBJECT
public:
    using Clock = std::function<QDateTime()>; ///< the office's local time
    struct Pace
    {
        std::chrono::milliseconds look{60'000};
        std::chrono::milliseconds again{900'000}; ///< wait after the night's work failed
    };

    NightTimer(Pace pace, Clock clock, QObject *parent = nullptr);

    void start();
    /// Checks the time now; after start() it does so automatically.
    void look();
    /// The night's work failed: emit `due` again before the next night.
    void tryAgain() { m_again.start(); }

Q_SIGNALS:
    void due();

private:
    /// The last day on which three o'clock has passed.
    QDate nightOf(const QDateTime &now) const;

    const Clock m_clock;
    QDate m_last;
    QTimer m_look;
    QTimer m_again;
};

} // namespace pl::billing
