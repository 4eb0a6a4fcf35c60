#include "ui/dashboard/plotlibrary.h"
#include "ui/dashboard/timechart.h"
#include "ui/style/metrics.h"

// How a TimeChart looks.

namespace pl::ui {
namespace {

const QString kCurrentMark = QStringLiteral("current");
constexpr double kBarShare = 0.68;
constexpr double kTicks = 4;
/// A deadline further up than this would leave the lines no room.
constexpr double kMaxDeadline = 3;

QVector<double> placesUpTo(qsizetype count)
{
    QVector<double> places;
    for (qsizetype place = 0; place < count; ++place)
        places += double(place);
    return places;
}

void dress(QCPAxis *axis, const Colors &colors, const QFont &font)
{
    axis->setBasePen(Qt::NoPen);
    axis->setTickPen(Qt::NoPen);
    axis->setSubTickPen(Qt::NoPen);
    axis->setTickLabelColor(colors.secondText);
    axis->setTickLabelFont(scaledFont(font, kTinyText));
    axis->setLabelColor(colors.secondText);
}

} // namespace

bool TimeChart::showsDeadline() const
{
    return m_data.deadline && *m_data.deadline <= kMaxDeadline * std::max(1.0, m_data.highest());
}

double TimeChart::top() const
{
    return std::max({kTicks, m_data.highest() * 1.08, showsDeadline() ? *m_data.deadline * 1.15 : 0.0});
}

void TimeChart::draw()
{
    m_plot->clearItems();
    m_plot->clearPlottables();
    const Colors &colors = colorsOf(this);
    m_plot->setBackground(QBrush(colors.panel));
    m_plot->setVisible(m_data.places() > 0);
    drawAxes();
    switch (m_data.kind) {
    case ChartData::Kind::Stacked:
        drawStacked();
        break;
    case ChartData::Kind::Beside:
        drawBeside();
        break;
    case ChartData::Kind::Lines:
        drawLines();
        break;
    }
    if (showsDeadline())
        drawDeadline();
    drawCurrent();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void TimeChart::drawAxes()
{
    const Colors &colors = colorsOf(this);
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis})
        dress(axis, colors, font());
    m_plot->xAxis->grid()->setVisible(false);
    QCPGrid *grid = m_plot->yAxis->grid();
    grid->setPen(QPen(colors.line, 1));
    grid->setZeroLinePen(QPen(colors.line, 1));
    const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    for (qsizetype place = 0; place < m_data.ticks.size(); ++place)
        if (!m_data.ticks.at(place).isEmpty())
            ticker->addTick(double(place), m_data.ticks.at(place));
    m_plot->xAxis->setTicker(ticker);
    m_plot->yAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->yAxis->setNumberPrecision(0);
    m_plot->yAxis->ticker()->setTickCount(int(kTicks));
    // The names of lines stand behind their ends.
    const double behind = m_data.kind == ChartData::Kind::Lines ? 0.1 * double(m_data.places()) : 0;
    m_plot->xAxis->setRange(-0.6, double(m_data.places()) - 0.4 + behind);
    m_plot->yAxis->setRange(0, top());
}

QCPBars *TimeChart::addBars(const ChartSeries &series, double width, double shift)
{
    const Colors &colors = colorsOf(this);
    auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    bars->setWidthType(QCPBars::wtPlotCoords);
    bars->setWidth(width);
    bars->setBrush(fillColor(colors, series.tone));
    // A line of the ground between the parts keeps them apart without any color.
    bars->setPen(QPen(colors.panel, 1));
    QVector<double> places = placesUpTo(series.values.size());
    for (double &place : places)
        place += shift;
    bars->setData(places, series.values, true);
    return bars;
}

void TimeChart::drawStacked()
{
    QCPBars *below = nullptr;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        QCPBars *bars = addBars(series, kBarShare, 0);
        if (below)
            bars->moveAbove(below);
        below = bars;
    }
}

void TimeChart::drawBeside()
{
    const double width = kBarShare / double(std::max<qsizetype>(1, m_data.series.size()));
    double shift = (width - kBarShare) / 2;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        addBars(series, width, shift);
        shift += width;
    }
}

void TimeChart::drawLines()
{
    const Colors &colors = colorsOf(this);
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        const QColor color = (colors.*series.tone).text;
        QCPGraph *graph = m_plot->addGraph();
        graph->setPen(QPen(color, scaledPx(this, 2)));
        graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, scaledPx(this, 5)));
        graph->setData(placesUpTo(series.values.size()), series.values, true);
        for (qsizetype place = series.values.size() - 1; place >= 0; --place)
            if (!qIsNaN(series.values.at(place))) {
                addText(double(place) + 0.15, series.values.at(place), series.name, color,
                        Qt::AlignLeft | Qt::AlignVCenter);
                break;
            }
    }
}

void TimeChart::addText(double place, double value, const QString &text, const QColor &color, Qt::Alignment alignment)
{
    auto *label = new QCPItemText(m_plot);
    label->setPositionAlignment(alignment);
    label->position->setCoords(place, value);
    label->setText(text);
    label->setColor(color);
    label->setFont(scaledFont(font(), kTinyText));
    label->setClipToAxisRect(false);
}

void TimeChart::drawDeadline()
{
    const QColor red = colorsOf(this).red.text;
    auto *line = new QCPItemStraightLine(m_plot);
    line->point1->setCoords(0, *m_data.deadline);
    line->point2->setCoords(1, *m_data.deadline);
    line->setPen(QPen(red, 1, Qt::DashLine));
    addText(m_plot->xAxis->range().upper, *m_data.deadline, m_data.deadlineText, red, Qt::AlignRight | Qt::AlignBottom);
}

void TimeChart::drawCurrent()
{
    for (int place = m_plot->itemCount() - 1; place >= 0; --place)
        if (m_plot->item(place)->objectName() == kCurrentMark)
            m_plot->removeItem(place);
    if (hasFocus() && m_current >= 0) {
        auto *mark = new QCPItemRect(m_plot);
        mark->setObjectName(kCurrentMark);
        mark->topLeft->setCoords(m_current - 0.5, m_plot->yAxis->range().upper);
        mark->bottomRight->setCoords(m_current + 0.5, 0);
        mark->setPen(QPen(colorsOf(this).accent, 1));
        mark->setBrush(Qt::NoBrush);
    }
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

} // namespace pl::ui
