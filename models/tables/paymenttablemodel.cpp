#include "models/tables/paymenttablemodel.h"

#include "models/domain/leadname.h"

namespace pl::tables {

PaymentTableModel::PaymentTableModel(const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                                     QObject *parent)
    : SortedTableModel({{ChargedColumn, tr("Charged")},
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
{
    connect(&payments, &replica::PaymentReplica::reset, this, &PaymentTableModel::rebuild);
    connect(&payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentTableModel::take);
    // The names in the rows come from the office.
    connect(&office, &replica::OfficeReplica::reset, this, &PaymentTableModel::rearrange);
    connect(&office, &replica::OfficeReplica::plumbersChanged, this, &PaymentTableModel::rearrange);
    connect(&office, &replica::OfficeReplica::leadsChanged, this, &PaymentTableModel::takeLeads);
    rebuild();
}

QVariant PaymentTableModel::data(const QModelIndex &index, int role) const
{
    const Payment *payment = paymentAt(index);
    if (!payment)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*payment, index.column());
    case Qt::AccessibleTextRole:
        return m_spokenWords ? m_spokenWords(*payment, index.column()) : displayValue(*payment, index.column());
    case RawRole:
        return rawValue(*payment, index.column());
    case PaymentIdRole:
        return payment->id;
    default:
        return {};
    }
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
    return m_payments.payment(idAt(index));
}

PaymentTotals PaymentTableModel::totals() const
{
    PaymentTotals totals;
    for (const Row &row : rows())
        if (const Payment *payment = m_payments.payment(row.id))
            totals.add(*payment);
    return totals;
}

QList<Payment> PaymentTableModel::rowsInOrder() const
{
    QList<Payment> payments;
    payments.reserve(rowCount());
    for (const Row &row : rows())
        if (const Payment *payment = m_payments.payment(row.id))
            payments += *payment;
    return payments;
}

SortedTableModel::Row PaymentTableModel::rowFor(const Payment &payment) const
{
    return sortedBy(rawValue(payment, sortColumn()), {payment.id, 0, {}, payment.createdAt.micros});
}

std::vector<SortedTableModel::Row> PaymentTableModel::wantedRows() const
{
    std::vector<Row> rows;
    for (const Payment &payment : m_payments.payments())
        if (m_filter.matches(payment, m_office, m_search))
            rows.push_back(rowFor(payment));
    return rows;
}

void PaymentTableModel::setFilter(const PaymentFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_search.setTyped(filter.text);
    rearrange();
}

void PaymentTableModel::take(const QList<Payment> &payments)
{
    if (payments.size() > kPlacedOneByOne)
        return rearrange();
    for (const Payment &payment : payments)
        place(payment);
}

void PaymentTableModel::takeLeads(const QList<Lead> &leads)
{
    QList<Payment> about;
    for (const Lead &lead : leads)
        for (const QUuid &id : m_payments.paymentsOfLead(lead.id))
            about += *m_payments.payment(id);
    take(about);
}

void PaymentTableModel::place(const Payment &payment)
{
    if (m_filter.matches(payment, m_office, m_search))
        putRow(rowFor(payment));
    else
        dropRow(payment.id);
}

} // namespace pl::tables
