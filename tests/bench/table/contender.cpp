#include "tests/bench/table/contender.h"

#include <QApplication>
#include <QScrollBar>
#include <QWheelEvent>

namespace pl::bench {

/// Also where the table looks as before.
double Contender::painted(const std::function<void()> &deed)
{
    QWidget *const viewport = table().viewport();
    return m_watch
        .from(viewport,
              [&] {
                  deed();
                  viewport->update();
              })
        .value_or(0);
}

Times Contender::typed(const QStringList &words)
{
    Times times;
    for (const QString &word : words) {
        for (qsizetype length = 1; length <= word.size(); ++length)
            times.add(painted([&] { search(word.left(length)); }));
        (void)painted([&] { search({}); });
    }
    return times;
}

Times Contender::sorted(const QList<int> &columns)
{
    Times times;
    for (const int column : columns)
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder})
            times.add(painted([&] { sortBy(column, order); }));
    return times;
}

Times Contender::jumped(int jumps)
{
    Times times;
    QScrollBar *const bar = table().verticalScrollBar();
    for (int jump = 0; jump < jumps; ++jump)
        times.add(painted([&] { bar->setValue(int(m_random() % unsigned(bar->maximum() + 1))); }));
    return times;
}

Times Contender::wheeled(int frames)
{
    Times times;
    QWidget *const viewport = table().viewport();
    const QPointF at(300, 300);
    for (int frame = 0; frame < frames; ++frame) {
        QWheelEvent turn(at, viewport->mapToGlobal(at), {}, {0, frame < frames / 2 ? -120 : 120}, Qt::NoButton,
                         Qt::NoModifier, Qt::NoScrollPhase, false);
        QElapsedTimer clock;
        clock.start();
        QApplication::sendEvent(viewport, &turn);
        viewport->repaint();
        times.add(millisecondsOf(clock));
        QApplication::processEvents();
    }
    return times;
}

} // namespace pl::bench
