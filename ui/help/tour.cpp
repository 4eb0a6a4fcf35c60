#include "ui/help/tour.h"

#include "ui/help/tourcard.h"
#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>

namespace pl::ui {

using namespace std::chrono_literals;

Tour::Tour(QWidget *window, const QList<TourStop> &stops)
    : QWidget(window), m_window(window), m_stops(stops), m_card(new TourCard(this))
{
    setObjectName(QStringLiteral("tour"));
    hide();
    connect(m_card, &TourCard::nextWanted, this, [this] { go(1); });
    connect(m_card, &TourCard::backWanted, this, [this] { go(-1); });
    connect(m_card, &TourCard::skipWanted, this, &Tour::finish);
    m_follow.setInterval(200ms);
    connect(&m_follow, &QTimer::timeout, this, [this] {
        if (hole() != m_hole)
            place();
    });
    window->installEventFilter(this);
}

void Tour::start()
{
    m_focusBefore = m_window->focusWidget();
    setGeometry(m_window->rect());
    show();
    raise();
    m_follow.start();
    go(1);
}

void Tour::finish()
{
    if (isHidden())
        return;
    m_current = -1;
    m_follow.stop();
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    deleteLater();
    Q_EMIT finished();
}

/// To the next stop in that direction whose part is there.
void Tour::go(int step)
{
    int next = m_current + step;
    while (next >= 0 && next < m_stops.size() && m_stops[next].target().isEmpty())
        next += step;
    if (next >= m_stops.size())
        return finish();
    if (next < 0)
        return;
    m_current = next;
    present();
}

void Tour::present()
{
    int number = 0;
    int count = 0;
    for (int i = 0; i < m_stops.size(); ++i) {
        const bool isThere = i == m_current || !m_stops[i].target().isEmpty();
        count += isThere;
        number += isThere && i <= m_current;
    }
    m_card->present(m_stops[m_current], number, count);
    place();
}

QRect Tour::hole() const
{
    if (m_current < 0)
        return {};
    const QRect part = m_stops[m_current].target();
    const int room = scaledPx(this, 4);
    return part.isEmpty() ? QRect() : part.adjusted(-room, -room, room, room).intersected(rect());
}

void Tour::place()
{
    m_hole = hole();
    const int gap = scaledPx(this, 12);
    const int width = std::min(scaledPx(this, 350), this->width() - 2 * gap);
    const int height = std::min(m_card->heightFor(width), this->height() - 2 * gap);
    m_card->setGeometry(QRect(placeBeside(m_hole, QSize(width, height)), QSize(width, height)));
    update();
}

/// Where it covers nothing of the part, or else at the bottom.
QPoint Tour::placeBeside(const QRect &hole, const QSize &size) const
{
    const int gap = scaledPx(this, 12);
    const QRect room = rect().adjusted(gap, gap, -gap, -gap);
    const int lastX = std::max(room.left(), room.right() + 1 - size.width());
    const int lastY = std::max(room.top(), room.bottom() + 1 - size.height());
    const int x = std::clamp(hole.left(), room.left(), lastX);
    const int y = std::clamp(hole.top(), room.top(), lastY);
    if (!hole.isEmpty())
        for (const QPoint &place : {QPoint(hole.right() + gap, y), QPoint(hole.left() - gap - size.width(), y),
                                    QPoint(x, hole.bottom() + gap), QPoint(x, hole.top() - gap - size.height())})
            if (room.contains(QRect(place, size)))
                return place;
    return {room.center().x() - size.width() / 2, lastY};
}

bool Tour::event(QEvent *event)
{
    switch (static_cast<int>(event->type())) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove:
    case QEvent::Wheel:
    case QEvent::ContextMenu:
        event->accept(); // the window would get what isn't taken here
        return true;
    default:
        return QWidget::event(event);
    }
}

bool Tour::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize && isVisible()) {
        setGeometry(m_window->rect());
        // The parts get their new places after this.
        QMetaObject::invokeMethod(this, &Tour::place, Qt::QueuedConnection);
    }
    return QWidget::eventFilter(watched, event);
}

void Tour::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colors &colors = colorsOf(this);
    const qreal radius = scaledPx(this, 6);
    QPainterPath dimmed;
    dimmed.addRect(rect());
    QPainterPath part;
    part.addRoundedRect(m_hole, radius, radius);
    painter.fillPath(m_hole.isEmpty() ? dimmed : dimmed.subtracted(part), QColor(0, 0, 0, colors.dark ? 150 : 110));
    if (m_hole.isEmpty())
        return;
    painter.setPen(QPen(colors.accent, scaledPx(this, 2)));
    painter.drawPath(part);
}

} // namespace pl::ui
