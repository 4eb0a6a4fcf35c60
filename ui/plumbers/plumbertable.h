#pragma once

#include "models/tables/plumbertablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of PlumberTableModel: the status as a chip, the name bold, paused plumbers grayed out, a missing card
/// in amber.
class PlumberDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

/// The table of plumbers. Columns and sorting are remembered.
class PlumberTable : public RowTable
{
    Q_OBJECT

public:
    PlumberTable(OfficeContext &context, tables::PlumberTableModel &model, QWidget *parent = nullptr);
};

} // namespace pl::ui
