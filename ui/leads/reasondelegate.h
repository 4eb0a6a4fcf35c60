#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints a choice: its name, what it means, and the letter that chooses it.
class ReasonDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    enum Role { MeaningRole = Qt::UserRole, KeyRole };

    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
