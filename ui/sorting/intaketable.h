#pragma once

#include "models/tables/intaketablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of IntakeTableModel: why it waits as a chip.
class IntakeDelegate : public RowDelegate
{
    Q_OBJECT

public:
    IntakeDelegate(const OfficeContext &context, const tables::IntakeTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QString textOf(const IntakeItem &item, int column) const;

private:
    const OfficeContext &m_context;
    const tables::IntakeTableModel &m_model;
};

/// The table of what waits to be sorted. Columns and sorting are remembered.
class IntakeTable : public RowTable
{
    Q_OBJECT

public:
    IntakeTable(OfficeContext &context, tables::IntakeTableModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void currentItemChanged(const QUuid &itemId);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace pl::ui
