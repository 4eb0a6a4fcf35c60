#pragma once

#include "ui/style/colors.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace pl::ui {

/// One kind of number in a chart.
struct ChartSeries
{
    QString name;
    Tone Colors::*tone = &Colors::blue;
    QList<double> values; ///< one for each place; NaN: there is none
};

/// What a TimeChart shows. All series have as many values as there are `words`.
struct ChartData
{
    enum class Kind {
        Stacked, ///< bars on top of each other, the first series at the bottom
        Beside,  ///< bars beside each other
        Lines    ///< lines, with their names at their ends
    };
    Kind kind = Kind::Stacked;
    QList<ChartSeries> series;
    QStringList words;              ///< of each place: what a screen reader and the tool tip say
    QStringList ticks;              ///< of each place: what stands below it; empty: nothing
    std::optional<double> deadline; ///< a dashed line
    QString deadlineText;
    QString emptyText; ///< where there is nothing to draw

    qsizetype places() const { return words.size(); }
    bool isEmpty() const;
    /// The highest that is drawn, without the deadline.
    double highest() const;
};

/// The color of a bar, a line or a band: strong enough beside its neighbors, and unlike them in lightness, so that
/// people who can't tell the hues apart can tell the parts.
QColor fillColor(const Colors &colors, Tone Colors::*tone);

} // namespace pl::ui
