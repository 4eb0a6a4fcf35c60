#include "ui/sorting/bodydelegate.h"

#include "ui/sorting/bodymodel.h"
#include "ui/style/chip.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QAbstractItemView>
#include <QFontDatabase>
#include <QHelpEvent>
#include <QPainter>

namespace pl::ui {
namespace {

constexpr int kShownDepth = 12; ///< deeper values are indented no further

QFont fixedFont(const QFont &like)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (like.pixelSize() > 0)
        font.setPixelSize(like.pixelSize());
    else
        font.setPointSizeF(like.pointSizeF());
    return scaledFont(font, 0.94);
}

} // namespace

void BodyDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colors &colors = colorsOf(option.palette);
    const bool isCurrent = option.state.testFlag(QStyle::State_Selected);
    if (isCurrent || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, isCurrent ? colors.selection : colors.hover);
    const int inset = scaledPx(option.font, 10);
    QRect room = option.rect.adjusted(inset, 0, -inset, 0);
    if (const Chip chip{index.data(BodyModel::MeaningRole).toString(), &Colors::blue}; !chip.text.isEmpty()) {
        const QSize size = chipSize(chip, option.font);
        paintChip(painter, QRect(room.right() - size.width() + 1, room.top(), size.width(), room.height()), chip,
                  colors, option.font);
        room.setRight(room.right() - size.width() - inset);
    }
    const int depth = std::min(index.data(BodyModel::DepthRole).toInt(), kShownDepth);
    room.setLeft(room.left() + depth * scaledPx(option.font, 16));
    const QFont font = fixedFont(option.font);
    const bool canBePointedAt = index.data(BodyModel::CanBePointedAtRole).toBool();
    painter->setFont(font);
    painter->setPen(canBePointedAt ? colors.text : colors.secondText);
    painter->drawText(room, static_cast<int>(Qt::AlignVCenter | Qt::AlignLeft) | Qt::TextSingleLine,
                      elided(index.data().toString().simplified(), QFontMetricsF(font), room.width()));
}

bool BodyDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return PlainDelegate::helpEvent(event, view, option, index);
    showPlainToolTip(event->globalPos(), index.data().toString(), view);
    return true;
}

QSize BodyDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {scaledPx(option.font, 120), scaledPx(option.font, 28)};
}

} // namespace pl::ui
