#include "ui/dashboard/timechart.h"

#include "ui/dashboard/plotlibrary.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/plaintooltip.h"

#include <QHelpEvent>

// What the chart does; timechartdrawing.cpp has how it looks.

namespace pl::ui {

TimeChart::TimeChart(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this)), m_empty(new PlainLabel(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
    // The chart decides what a click means; QCustomPlot draws.
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

QSize TimeChart::sizeHint() const
{
    return {scaledPx(this, 400), scaledPx(this, 170)};
}

void TimeChart::present(const ChartData &data)
{
    m_data = data;
    if (m_current >= m_data.places())
        m_current = -1;
    m_empty->setText(m_data.isEmpty() ? m_data.emptyText : QString());
    setAccessibleDescription(m_data.isEmpty() ? m_data.emptyText : m_data.words.join(QStringLiteral("; ")));
    draw();
}

void TimeChart::setSharpness(qreal ratio)
{
    m_plot->setBufferDevicePixelRatio(ratio);
    m_plot->replot();
}

int TimeChart::placeAt(const QPoint &point) const
{
    if (m_data.isEmpty() || !m_plot->axisRect()->rect().contains(point))
        return -1;
    const int place = qRound(m_plot->xAxis->pixelToCoord(point.x()));
    return place < 0 || place >= m_data.places() ? -1 : place;
}

/// Which part of the bar is there.
int TimeChart::seriesAt(int place, const QPoint &point) const
{
    if (m_data.kind != ChartData::Kind::Stacked)
        return -1;
    const double value = m_plot->yAxis->pixelToCoord(point.y());
    double sum = 0;
    for (int series = 0; series < m_data.series.size(); ++series) {
        sum += m_data.series.at(series).values.at(place);
        if (value >= 0 && value < sum)
            return series;
    }
    return -1;
}

QPoint TimeChart::pointOf(int place, int series) const
{
    double value = top() * 0.99;
    if (series >= 0 && m_data.kind == ChartData::Kind::Stacked) {
        value = m_data.series.at(series).values.at(place) / 2;
        for (int below = 0; below < series; ++below)
            value += m_data.series.at(below).values.at(place);
    }
    return {qRound(m_plot->xAxis->coordToPixel(place)), qRound(m_plot->yAxis->coordToPixel(value))};
}

bool TimeChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int place = placeAt(help->pos());
        showPlainToolTip(help->globalPos(), place < 0 ? QString() : m_data.words.at(place), this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // The page's own arrows wait until the chart has lost the focus.
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_data.places()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        return moveTo(m_current < 0 ? last : std::max(0, m_current - 1));
    case Qt::Key_Right:
        return moveTo(m_current < 0 ? 0 : std::min(last, m_current + 1));
    case Qt::Key_Home:
        return moveTo(0);
    case Qt::Key_End:
        return moveTo(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0 && !event->isAutoRepeat())
            Q_EMIT chosen(m_current, -1);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void TimeChart::moveTo(int place)
{
    if (place < 0 || place >= m_data.places())
        return;
    m_current = place;
    setAccessibleDescription(m_data.words.at(place));
    drawCurrent();
    showPlainToolTip(mapToGlobal(pointOf(place)), m_data.words.at(place), this);
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    const int place = placeAt(point);
    if (event->button() != Qt::LeftButton || place < 0)
        return QWidget::mouseReleaseEvent(event);
    m_current = place;
    Q_EMIT chosen(place, seriesAt(place, point));
}

void TimeChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    drawCurrent();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    drawCurrent();
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_plot->setGeometry(rect());
    m_empty->setGeometry(rect());
}

void TimeChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

} // namespace pl::ui
