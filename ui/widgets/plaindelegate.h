#pragma once

#include <QStyledItemDelegate>

namespace pl::ui {

/// What all delegates build on: models give plain words, and this shows Qt::ToolTipRole and Qt::DisplayRole as such.
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
