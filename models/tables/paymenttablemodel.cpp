#include "models/tables/paymenttablemodel.h"

#include "models/domain/leadname.h"

namespace pl::tables {

PaymentTableModel::PaymentTableModel(const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                                     QObject *parent)
    : CompactTableModel({{ChargedColumn, tr("Charged")},
                         {ServiceColumn, tr("Lead")},
                         {CustomerColumn, tr("Customer")},
                         {PlumberColumn, tr("Plumber")},
                         {AmountColumn, tr("Amount")},
                         {StateColumn, tr("Status")},
                         {FailureColumn, tr("Failure reason")},
                         {ReceiptColumn, tr("Receipt")}},
                        ChargedColumn, Qt::DescendingOrder, parent, {AmountColumn})
    , m_payments(payments)
    , m_office(office)
    , m_names(office)
    , m_source(payments.rows())
{
    connect(&payments, &replica::PaymentReplica::reset, this, &PaymentTableModel::arrange);
    connect(&payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentTableModel::takePayments);
    // The names in the rows come from the office.
    const auto renamed = [this](bool isSorted) { isSorted ? arrangeSoon() : touchAll(); };
    connect(&office, &replica::OfficeReplica::reset, this, [=, this] { renamed(isByNames()); });
    connect(&office, &replica::OfficeReplica::plumbersChanged, this, [=, this] { renamed(isByNames()); });
    connect(&office, &replica::OfficeReplica::leadsChanged, this, [=, this] { renamed(isByLeads()); });
    arrange();
}

QVariant PaymentTableModel::data(const QModelIndex &index, int role) const
{
    const columns::Row row = shownAt(index);
    if (row == columns::kNoRow)
        return {};
    if (role == PaymentIdRole) // whoever asks for all of them needs no more
        return idOf(row);
    const bool isCell = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == RawRole;
    const Payment *payment = isCell ? paymentAt(index) : nullptr;
    if (!payment)
        return {};
    if (role == RawRole)
        return rawValue(*payment, index.column());
    return role == Qt::AccessibleTextRole && m_spokenWords ? m_spokenWords(*payment, index.column())
                                                           : displayValue(*payment, index.column());
}

QString PaymentTableModel::displayValue(const Payment &payment, int column) const
{
    const Lead *lead = m_office.lead(payment.leadId);
    switch (static_cast<Column>(column)) {
    case ChargedColumn:
        return payment.createdAt.toString();
    case ServiceColumn:
        return lead ? lead->serviceNeeded : QString();
    case CustomerColumn:
        return lead ? calledName(*lead) : QString();
    case PlumberColumn:
        return m_office.plumberName(payment.plumberId);
    case AmountColumn:
        return moneyText(payment.amount());
    case StateColumn:
        return QString(enumName(payment.status));
    case FailureColumn:
        return payment.failureMessage.value_or(QString());
    case ReceiptColumn:
        return payment.receiptUrl.value_or(QString());
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PaymentTableModel::rawValue(const Payment &payment, int column) const
{
    switch (static_cast<Column>(column)) {
    case ChargedColumn:
        return payment.createdAt.micros;
    case AmountColumn:
        return payment.amountCents;
    case StateColumn:
        return static_cast<int>(payment.status);
    case ServiceColumn:
    case CustomerColumn:
    case PlumberColumn:
    case FailureColumn:
    case ReceiptColumn:
    case ColumnCount:
        break;
    }
    return displayValue(payment, column);
}

const Payment *PaymentTableModel::paymentAt(const QModelIndex &index) const
{
    const columns::Row row = shownAt(index);
    return row == columns::kNoRow ? nullptr : m_payments.payment(idOf(row));
}

void PaymentTableModel::setFilter(const PaymentFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    arrange();
}

void PaymentTableModel::takePayments(const QList<Payment> &payments)
{
    std::vector<columns::Row> rows;
    for (const Payment &payment : payments)
        if (const columns::Row row = m_payments.rows()->find(payment.id); row != columns::kNoRow)
            rows.push_back(row);
    change(std::move(rows));
}

} // namespace pl::tables
