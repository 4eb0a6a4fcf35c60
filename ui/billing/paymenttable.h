#pragma once

#include "models/tables/paymenttablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of PaymentTableModel: the status as a chip, amounts right-aligned, times in short form.
class PaymentDelegate : public RowDelegate
{
    Q_OBJECT

public:
    PaymentDelegate(const OfficeContext &context, const tables::PaymentTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QString textOf(const Payment &payment, int column) const;

private:
    const OfficeContext &m_context;
    const tables::PaymentTableModel &m_model;
};

/// The table of payments. Columns and sorting are remembered.
class PaymentTable : public RowTable
{
    Q_OBJECT

public:
    PaymentTable(OfficeContext &context, tables::PaymentTableModel &model, QWidget *parent = nullptr);

    QUuid currentPayment() const;
    /// False when the filter hides it.
    bool selectPayment(const QUuid &id);

Q_SIGNALS:
    void currentPaymentChanged(const QUuid &id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    tables::PaymentTableModel &m_model;
};

} // namespace pl::ui
