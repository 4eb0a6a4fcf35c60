#pragma once

#include "models/domain/candidate.h"
#include "ui/style/colors.h"

#include <QWidget>

class QPainter;

namespace pl::ui {

/// A picture of how far away a plumber is: the line is as long as its radius, and the dot is where the customer lives;
/// beyond the radius the line is shorter and the dot is outside of it. Empty when the distance is unknown.
void paintDistanceBar(QPainter *painter, const QRect &rect, std::optional<double> miles, int radiusMiles,
                      const Colors &colors);

/// The same as a widget.
class DistanceBar : public QWidget
{
    Q_OBJECT

public:
    explicit DistanceBar(QWidget *parent);
    void present(const Candidate &candidate);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<double> m_miles;
    int m_radius = 1;
};

} // namespace pl::ui
