#include "ui/signin/signincard.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"

#include <QPainter>

namespace pl::ui {

void SignInCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colorsOf(this).line);
    painter.setBrush(colorsOf(this).panel);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), scaledPx(this, 8), scaledPx(this, 8));
}

} // namespace pl::ui
