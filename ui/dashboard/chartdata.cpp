#include "ui/dashboard/chartdata.h"

#include <algorithm>
#include <cmath>

namespace pl::ui {
namespace {

double orZero(double value)
{
    return std::isnan(value) ? 0 : value;
}

} // namespace

bool ChartData::isEmpty() const
{
    // A line may run along zero; a bar of zero isn't there.
    const bool isLine = kind == Kind::Lines;
    return !std::any_of(series.begin(), series.end(), [isLine](const ChartSeries &one) {
        return std::any_of(one.values.begin(), one.values.end(),
                           [isLine](double value) { return isLine ? !std::isnan(value) : orZero(value) != 0; });
    });
}

double ChartData::highest() const
{
    double highest = 0;
    for (qsizetype place = 0; place < places(); ++place) {
        double sum = 0;
        for (const ChartSeries &one : series) {
            const double value = orZero(one.values.at(place));
            sum += value;
            highest = std::max(highest, kind == Kind::Stacked ? sum : value);
        }
    }
    return highest;
}

QColor fillColor(const Colors &colors, Tone Colors::*tone)
{
    const auto pick = [&colors](QRgb light, QRgb dark) { return QColor::fromRgb(colors.dark ? dark : light); };
    if (tone == &Colors::red)
        return pick(0xc0443a, 0xe08880);
    if (tone == &Colors::amber)
        return pick(0xdfb25c, 0xd6b060);
    if (tone == &Colors::slate)
        return pick(0x5c7595, 0x94a8c2);
    if (tone == &Colors::blue)
        return colors.accent;
    return (colors.*tone).text;
}

} // namespace pl::ui
