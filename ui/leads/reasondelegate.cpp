#include "ui/leads/reasondelegate.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/widgets/keycap.h"

#include <QPainter>

namespace pl::ui {

void ReasonDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool current = option.state & QStyle::State_Selected;
    const int margin = scaledPx(option.font, 8);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (current || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? colors.blue.ground : colors.hover);
        painter->drawRoundedRect(QRectF(option.rect), scaledPx(option.font, 5), scaledPx(option.font, 5));
    }
    const QFont small = scaledFont(option.font, kSmallText);
    const QString key = index.data(KeyRole).toString();
    const QSize cap = keyCapSize(key, small);
    paintKeyCap(painter,
                QRect(option.rect.left() + margin, option.rect.top(), std::max(cap.width(), scaledPx(option.font, 22)),
                      option.rect.height()),
                key, colors.secondText, colors.line, small);
    const QFont bold = scaledFont(option.font, 1, QFont::DemiBold);
    const int nameHeight = QFontMetrics(bold).height();
    const int top = option.rect.center().y() - (nameHeight + QFontMetrics(small).height()) / 2;
    const int left = option.rect.left() + 2 * margin + scaledPx(option.font, 24);
    painter->setFont(bold);
    painter->setPen(current ? colors.blue.text : colors.text);
    painter->drawText(QRect(left, top, option.rect.right() - left, nameHeight), Qt::AlignVCenter,
                      index.data().toString());
    painter->setFont(small);
    painter->setPen(colors.secondText);
    painter->drawText(QRect(left, top + nameHeight, option.rect.right() - left, QFontMetrics(small).height()),
                      Qt::AlignVCenter, index.data(MeaningRole).toString());
    painter->restore();
}

QSize ReasonDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaledPx(option.font, 280), scaledPx(option.font, 44)};
}

} // namespace pl::ui
