#pragma once

#include <QStyledItemDelegate>

namespace pl::ui {

/// The base of all delegates. Shows Qt::DisplayRole and Qt::ToolTipRole as plain text, never as markup.
class PlainDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    QString displayText(const QVariant &value, const QLocale &locale) const override;
};

} // namespace pl::ui
