#pragma once

#include <QStyledItemDelegate>

namespace pl::ui {

/// Paints a cell of PlumberTableModel: the status as a chip, the name bold, paused plumbers greyed, a missing card in
/// amber.
class PlumberDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
