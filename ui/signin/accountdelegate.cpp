#include "ui/signin/accountdelegate.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"

#include <QPainter>

namespace pl::ui {

void AccountDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    const QString server = index.data(ServerRole).toString();
    const QFont small = scaledFont(option.font, kSmallText);
    const QFont bold = scaledFont(option.font, 1, current ? QFont::DemiBold : QFont::Normal);
    const int margin = scaledPx(option.font, 10);
    const QRect words = option.rect.adjusted(margin, 0, -margin, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (current || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(current ? colors.blue.ground : colors.hover);
        painter->drawRoundedRect(QRectF(option.rect), scaledPx(option.font, 5), scaledPx(option.font, 5));
    }
    const QFontMetrics nameSize(bold);
    const QFontMetrics smallSize(small);
    const int height = nameSize.height() + (server.isEmpty() ? 0 : smallSize.height());
    const int top = words.center().y() - height / 2;
    painter->setFont(bold);
    painter->setPen(current ? colors.blue.text : colors.text);
    painter->drawText(QRect(words.left(), top, words.width(), nameSize.height()), Qt::AlignVCenter,
                      elided(index.data().toString(), nameSize, words.width(), Qt::ElideMiddle));
    const QString place = index.data(KeptRole).toBool() ? tr("%1 · signed in").arg(server) : server;
    painter->setFont(small);
    painter->setPen(colors.secondText);
    painter->drawText(QRect(words.left(), top + nameSize.height(), words.width(), smallSize.height()), Qt::AlignVCenter,
                      elided(place, smallSize, words.width(), Qt::ElideMiddle));
    painter->restore();
}

QSize AccountDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {0, scaledPx(option.font, index.data(ServerRole).toString().isEmpty() ? 32 : 46)};
}

} // namespace pl::ui
