#include "ui/widgets/plaindelegate.h"

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

} // namespace pl::ui
