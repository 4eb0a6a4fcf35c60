#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints a cell of PlumberTableModel: the status as a chip, the name bold, paused plumbers greyed, a missing card in
/// amber.
class PlumberDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
