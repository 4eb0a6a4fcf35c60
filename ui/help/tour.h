#pragma once

#include <QList>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <functional>

class QAction;

namespace pl::ui {

class TourCard;

/// A part of the window that the tour shows.
struct TourStop
{
    QString title;
    QString text;
    QList<QAction *> actions;      ///< shown with their keys; those without keys are left out, and so is a null
    std::function<QRect()> target; ///< where the part is now, in the window; empty while it isn't there
};

/// Shows the parts of a window one after the other: everything else is dimmed, and a card says what the part is for.
/// Right, Enter and Space go on, Left goes back, Esc ends it. While it is on, neither keys nor the mouse reach the
/// window, and no shortcut fires, except for Quit. Afterwards the focus is where it was. Deletes itself at the end.
class Tour : public QWidget
{
    Q_OBJECT

public:
    /// Stops whose part isn't there are left out. `window` owns the tour.
    Tour(QWidget *window, const QList<TourStop> &stops);

    /// Ends at once when no stop has a part.
    void start();
    /// The number of the stop that is shown, from 0, among all that were given; -1 before and after.
    int current() const { return m_current; }

public Q_SLOTS:
    void finish();

Q_SIGNALS:
    /// Once, however it ended; the focus is back already.
    void finished();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void go(int step);
    void present();
    QRect hole() const;
    void place();
    QPoint placeBeside(const QRect &hole, const QSize &size) const;

    QWidget *m_window;
    const QList<TourStop> m_stops;
    int m_current = -1;
    TourCard *m_card;
    QPointer<QWidget> m_focusBefore;
    QTimer m_follow; ///< a part can move for many reasons
    QRect m_hole;    ///< as placed
};

} // namespace pl::ui
