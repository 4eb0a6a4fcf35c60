#include "ui/billing/paymenttable.h"

#include "ui/widgets/columnlayout.h"
#include "ui/words/billingwords.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"

#include <QPointer>

namespace pl::ui {

using tables::PaymentTableModel;

PaymentDelegate::PaymentDelegate(const OfficeContext &context, const PaymentTableModel &model, QObject *parent)
    : RowDelegate(parent), m_context(context), m_model(model)
{
}

QString PaymentDelegate::textOf(const Payment &payment, int column) const
{
    switch (static_cast<PaymentTableModel::Column>(column)) {
    case PaymentTableModel::ChargedColumn:
        return dayTimeText(payment.createdAt, m_context.clock());
    case PaymentTableModel::StateColumn:
        return paymentStateText(payment);
    case PaymentTableModel::ReceiptColumn:
        return payment.receiptUrl ? tr("Receipt") : QString();
    case PaymentTableModel::CustomerColumn: {
        const Lead *lead = m_context.replica.lead(payment.leadId);
        return lead && lead->erasedAt ? tr("Erased") : lead ? leadName(*lead) : QString();
    }
    case PaymentTableModel::FailureColumn:
        return payment.status == PaymentStatus::Failed ? payment.failureMessage.value_or(QString()) : QString();
    case PaymentTableModel::ServiceColumn: {
        const Lead *lead = m_context.replica.lead(payment.leadId);
        return lead ? serviceText(lead->serviceNeeded) : QString();
    }
    case PaymentTableModel::PlumberColumn:
        return m_context.replica.plumberName(payment.plumberId);
    case PaymentTableModel::AmountColumn:
        return moneyText(payment.amount());
    case PaymentTableModel::ColumnCount:
        break;
    }
    return {};
}

void PaymentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect cell = paintRowGround(painter, option);
    const Payment *payment = m_model.paymentAt(index);
    if (!payment)
        return;
    const Colors &colors = colorsOf(option.palette);
    const int column = index.column();
    const bool isMoney = column == PaymentTableModel::AmountColumn;
    if (column == PaymentTableModel::StateColumn)
        return paintChip(painter, cell, chipOf(*payment), colors, option.font);
    const bool quiet = column == PaymentTableModel::ChargedColumn || payment->status == PaymentStatus::Void;
    QFont font = option.font;
    font.setWeight(column == PaymentTableModel::PlumberColumn ? QFont::DemiBold : QFont::Normal);
    const QColor &color = column == PaymentTableModel::ReceiptColumn ? colors.blue.text
                          : quiet                                    ? colors.secondText
                                                                     : colors.text;
    paintRowText(painter, cell, textOf(*payment, column), color, font, isMoney ? Qt::AlignRight : Qt::AlignLeft);
}

PaymentTable::PaymentTable(OfficeContext &context, PaymentTableModel &model, QWidget *parent)
    : RowTable(parent), m_model(model)
{
    setObjectName(QStringLiteral("paymentsTable"));
    setAccessibleName(tr("Payments"));
    setModel(&model);
    auto *delegate = new PaymentDelegate(context, model, this);
    setItemDelegate(delegate);
    model.setSpokenWords([words = QPointer(delegate)](const Payment &payment, int column) {
        return words ? words->textOf(payment, column) : QString();
    });
    dress(context.settings, QStringLiteral("billing"),
          {{PaymentTableModel::ChargedColumn, {126, 132, false, 7}},
           {PaymentTableModel::ServiceColumn, {130, 190, true, 5}},
           {PaymentTableModel::CustomerColumn, {104, 126, true, 3}},
           {PaymentTableModel::PlumberColumn, {108, 126, true, 6}},
           {PaymentTableModel::AmountColumn, {84, 88, false, 9}},
           {PaymentTableModel::StateColumn, {138, 140, false, 8}},
           {PaymentTableModel::FailureColumn, {150, 220, true, 2}},
           {PaymentTableModel::ReceiptColumn, {64, 68, false, 1}}});
    keepSort(context.settings, QStringLiteral("billing/sort"), {PaymentTableModel::ChargedColumn, Qt::DescendingOrder});
}

QUuid PaymentTable::currentPayment() const
{
    return currentIndex().data(PaymentTableModel::PaymentIdRole).toUuid();
}

bool PaymentTable::selectPayment(const QUuid &id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return false;
    setCurrentIndex(m_model.index(row, 0));
    scrollTo(currentIndex(), PositionAtCenter);
    return true;
}

void PaymentTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    RowTable::currentChanged(current, previous);
    Q_EMIT currentPaymentChanged(current.data(PaymentTableModel::PaymentIdRole).toUuid());
}

} // namespace pl::ui
