#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints an account in two lines: the e-mail address above the server, and whether it is still signed in.
class AccountDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    enum Role { ServerRole = Qt::UserRole, KeptRole };

    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace pl::ui
