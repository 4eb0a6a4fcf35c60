#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints a command: its name, and its shortcut on a key cap at the right.
class CommandDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    enum Role { KeyRole = Qt::UserRole };

    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
