#include "ui/widgets/plaindelegate.h"

#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plaintooltip.h"

#include <QAbstractItemView>
#include <QHelpEvent>

namespace pl::ui {

bool PlainDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    showPlainToolTip(event->globalPos(), index.data(Qt::ToolTipRole).toString(), view);
    return true;
}

QString PlainDelegate::displayText(const QVariant &value, const QLocale &locale) const
{
    return shown(QStyledItemDelegate::displayText(value, locale));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.widget ? heightOfRow(option.widget) : scaledPx(option.font, 34)};
}

} // namespace pl::ui
