#include "ui/shell/commanddelegate.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QPainter>

namespace pl::ui {

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (current || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? colors.blue.ground : colors.hover);
        const qreal radius = scaledPx(option.font, 5);
        painter->drawRoundedRect(option.rect, radius, radius);
    }
    const int inset = scaledPx(option.font, 10);
    const QString keys = index.data(KeyRole).toString();
    QRect words = option.rect.adjusted(inset, 0, -inset, 0);
    if (!keys.isEmpty()) {
        const int width = keyCapSize(keys, option.font).width();
        const QRect cap(option.rect.right() - inset - width, option.rect.top(), width, option.rect.height());
        paintKeyCap(painter, cap, keys, colors.secondText, colors.line, option.font);
        words.setRight(cap.left() - inset);
    }
    painter->setPen(current ? colors.blue.text : colors.text);
    painter->setFont(option.font);
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft,
                      elided(index.data().toString(), option.fontMetrics, words.width()));
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, scaledPx(option.font, 30)};
}

} // namespace pl::ui
