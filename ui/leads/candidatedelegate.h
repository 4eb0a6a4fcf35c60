#pragma once

#include "ui/widgets/plaindelegate.h"

namespace pl::ui {

/// Paints a row of CandidateListModel: initials, name, reasons, how far away, and on the current row the key that
/// assigns.
class CandidateDelegate : public PlainDelegate
{
    Q_OBJECT

public:
    using PlainDelegate::PlainDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// "AL" for "Ann Lee".
QString initialsOf(const QString &name);

} // namespace pl::ui
