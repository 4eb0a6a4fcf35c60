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

/// Paints the rows of a table or list that are one line high.
class RowDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    using PlainDelegate::PlainDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
