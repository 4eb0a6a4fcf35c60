#include "ui/shell/commanddelegate.h"

#include "ui/style/colors.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QPainter>

namespace pl::ui {
namespace {

void paintPart(QPainter *painter, const QRect &room, const QFont &font, const QColor &color, const QString &text,
               Qt::Alignment side = Qt::AlignLeft)
{
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(room, static_cast<int>(Qt::AlignVCenter | side) | Qt::TextSingleLine,
                      elided(text, QFontMetrics(font), room.width()));
}

void paintTitle(QPainter *painter, const QStyleOptionViewItem &option, const QString &title)
{
    const int inset = scaledPx(option.font, 10);
    const QFont small = scaledFont(option.font, kSmallText, QFont::DemiBold);
    paintPart(painter, option.rect.adjusted(inset, scaledPx(option.font, 4), -inset, 0), small,
              colorsOf(option.palette).secondText, title);
}

} // namespace

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool current = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(TitleRole).toBool()) {
        paintTitle(painter, option, index.data().toString());
        return painter->restore();
    }
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
    const QString text = index.data().toString();
    paintPart(painter, words, option.font, current ? colors.blue.text : colors.text, text);
    words.setLeft(words.left() + option.fontMetrics.horizontalAdvance(shown(text)) + inset);
    if (words.width() > inset)
        paintPart(painter, words, scaledFont(option.font, kSmallText), colors.secondText,
                  index.data(DetailRole).toString(), Qt::AlignRight);
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {0, scaledPx(option.font, index.data(TitleRole).toBool() ? 26 : 30)};
}

} // namespace pl::ui
