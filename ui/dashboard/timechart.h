#pragma once

#include "ui/dashboard/chartdata.h"

#include <QWidget>

class QCPBars;
class QCustomPlot;

namespace pl::ui {

class PlainLabel;

/// Numbers over time, as bars or lines. A click on one, or Enter on the current one, chooses it; Left and Right move
/// the current one while the chart has the focus. Follows the theme while it is shown.
class TimeChart : public QWidget
{
    Q_OBJECT

public:
    explicit TimeChart(QWidget *parent = nullptr);

    void present(const ChartData &data);
    const ChartData &data() const { return m_data; }
    /// The place that the keys move; -1: none yet.
    int current() const { return m_current; }
    /// Where the number of that place and series is drawn; for a line, or without a series, a point of that place.
    QPoint pointOf(int place, int series = -1) const;
    /// How many pixels of its picture make one of the window: more for a file that is printed.
    void setSharpness(qreal ratio);
    QSize sizeHint() const override;

Q_SIGNALS:
    /// `series` is -1 when all of the place are meant.
    void chosen(int place, int series);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void draw();
    void drawAxes();
    void drawStacked();
    void drawBeside();
    void drawLines();
    void drawDeadline();
    void drawCurrent();
    QCPBars *addBars(const ChartSeries &series, double width, double shift);
    void addText(double place, double value, const QString &text, const QColor &color, Qt::Alignment alignment);
    double top() const;
    bool showsDeadline() const;
    int placeAt(const QPoint &point) const;
    int seriesAt(int place, const QPoint &point) const;
    void moveTo(int place);

    ChartData m_data;
    QCustomPlot *m_plot;
    PlainLabel *m_empty;
    int m_current = -1;
};

} // namespace pl::ui
