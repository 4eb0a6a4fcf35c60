#pragma once

#include "models/tables/paymenttablemodel.h"
#include "ui/common/officecontext.h"

#include <QStyledItemDelegate>
#include <QTableView>

namespace pl::ui {

/// Paints a cell of PaymentTableModel: the state as a chip, money at the right, times short.
class PaymentDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PaymentDelegate(const OfficeContext &context, const tables::PaymentTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QString textOf(const Payment &payment, int column) const;

private:
    const OfficeContext &m_context;
    const tables::PaymentTableModel &m_model;
};

/// The table of payments. The columns share the width there is; the least important ones go when it gets tight.
class PaymentTable : public QTableView
{
    Q_OBJECT

public:
    PaymentTable(OfficeContext &context, tables::PaymentTableModel &model, QWidget *parent = nullptr);

    QUuid currentPayment() const;
    /// False when the filter hides it.
    bool selectPayment(const QUuid &id);

    /// One letter is a shortcut here, not a search.
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    void currentPaymentChanged(const QUuid &id);
    /// Enter or a double click.
    void paymentActivated();
    /// Space or a click.
    void detailsWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void shareWidth();

    tables::PaymentTableModel &m_model;
};

/// What all tables about money have in common.
void dressTable(QTableView *table, int rowHeight);

} // namespace pl::ui
