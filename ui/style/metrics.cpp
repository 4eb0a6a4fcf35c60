#include "ui/style/metrics.h"

#include "ui/style/style.h"

#include <QFontInfo>
#include <QWidget>

namespace pl::ui {

int scaledPx(const QFont &font, qreal px13)
{
    return std::max(1, qRound(px13 * QFontInfo(font).pixelSize() / 13.0));
}

int scaledPx(const QWidget *widget, qreal px13)
{
    return scaledPx(widget->font(), px13);
}

int heightOfRow(const QWidget *widget)
{
    const int height = widget->style()->pixelMetric(Style::kRowHeight, nullptr, widget);
    return height > 0 ? height : scaledPx(widget, 34); // another style than ours knows no rows
}

QFont scaledFont(const QFont &font, qreal factor, QFont::Weight weight)
{
    QFont scaled = font;
    if (font.pointSizeF() > 0)
        scaled.setPointSizeF(font.pointSizeF() * factor);
    else
        scaled.setPixelSize(std::max(1, qRound(font.pixelSize() * factor)));
    scaled.setWeight(weight);
    return scaled;
}

} // namespace pl::ui
