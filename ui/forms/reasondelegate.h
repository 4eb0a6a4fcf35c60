#pragma once

#include <QStyledItemDelegate>

namespace pl::ui {

/// Paints a choice: its name, what it means, and the letter that chooses it.
class ReasonDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { MeaningRole = Qt::UserRole, KeyRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
