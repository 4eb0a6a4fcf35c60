#pragma once

#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <algorithm>
#include <functional>
#include <optional>

namespace pl::bench {

/// Turns the event loop until `done`; false when that takes longer than `patienceMs`. Unlike QTest's wait it never
/// sleeps between two turns, which would count as the window standing still.
inline bool turnUntil(const std::function<bool()> &done, qint64 patienceMs = 60'000)
{
    QElapsedTimer elapsed;
    elapsed.start();
    QEventLoop loop;
    QTimer look;
    look.setTimerType(Qt::PreciseTimer);
    bool isDone = false;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        isDone = done();
        if (isDone || elapsed.elapsed() > patienceMs)
            loop.quit();
    });
    look.start(2);
    loop.exec();
    return isDone;
}

inline double millisecondsOf(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The longest time in which the event loop didn't turn: what a person feels as a window that doesn't answer. Exact to
/// some 2 ms.
class Stillness : public QObject
{
public:
    Stillness()
    {
        m_tick.setTimerType(Qt::PreciseTimer);
        connect(&m_tick, &QTimer::timeout, this, [this] { note(); });
        m_last.start();
        m_tick.start(2);
    }
    void begin()
    {
        m_longest = 0;
        m_last.restart();
    }
    double longestMs()
    {
        note();
        return m_longest;
    }

private:
    void note()
    {
        m_longest = std::max(m_longest, millisecondsOf(m_last));
        m_last.restart();
    }

    QTimer m_tick;
    QElapsedTimer m_last;
    double m_longest = 0;
};

/// How long it takes from a key press until a widget has painted what came of it.
class PaintWatch : public QObject
{
public:
    /// `press` is run at once. Null when `painted` wasn't painted within 10 s.
    std::optional<double> from(QWidget *painted, const std::function<void()> &press)
    {
        m_painted = painted;
        m_took.reset();
        m_isArmed = true;
        painted->installEventFilter(this);
        m_pressed.start();
        press();
        turnUntil([this] { return m_took.has_value(); }, 10'000);
        m_isArmed = false;
        if (m_painted)
            m_painted->removeEventFilter(this);
        return m_took;
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        // Everything is on the screen when the loop turns next.
        if (m_isArmed && watched == m_painted && event->type() == QEvent::Paint) {
            m_isArmed = false;
            QMetaObject::invokeMethod(
                this, [this] { m_took = millisecondsOf(m_pressed); }, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QPointer<QWidget> m_painted;
    QElapsedTimer m_pressed;
    std::optional<double> m_took;
    bool m_isArmed = false;
};

} // namespace pl::bench
