#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints a line of the palette: its text, what is behind it in second text, and its shortcut on a key cap at the
/// right; and the title of a group.
class CommandDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    enum Role {
        KeyRole = Qt::UserRole,
        DetailRole,
        TitleRole ///< bool: the title of a group
    };

    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
