#include "models/tables/paymenttablemodel.h"

namespace pl::tables {
namespace {

/// Up to this many rows of one answer are placed one by one, with exact row signals; more are one new layout.
constexpr qsizetype kPlacedOneByOne = 200;

} // namespace

PaymentTableModel::PaymentTableModel(const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                                     QObject *parent)
    : QAbstractTableModel(parent), m_payments(payments), m_office(office)
{
    connect(&payments, &replica::PaymentReplica::reset, this, &PaymentTableModel::rebuild);
    connect(&payments, &replica::PaymentReplica::paymentsChanged, this, &PaymentTableModel::take);
    // The names in the rows are the office's.
    connect(&office, &replica::OfficeReplica::reset, this, &PaymentTableModel::rearrange);
    connect(&office, &replica::OfficeReplica::plumbersChanged, this, &PaymentTableModel::rearrange);
    connect(&office, &replica::OfficeReplica::leadsChanged, this, &PaymentTableModel::takeLeads);
    rebuild();
}

int PaymentTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PaymentTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
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
        return lead && !lead->erasedAt ? lead->fullName() : QString();
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

QVariant PaymentTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == AmountColumn)
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case ChargedColumn:
        return tr("Charged");
    case ServiceColumn:
        return tr("Lead");
    case CustomerColumn:
        return tr("Customer");
    case PlumberColumn:
        return tr("Plumber");
    case AmountColumn:
        return tr("Amount");
    case StateColumn:
        return tr("State");
    case FailureColumn:
        return tr("Why not");
    case ReceiptColumn:
        return tr("Receipt");
    case ColumnCount:
        break;
    }
    return {};
}

const Payment *PaymentTableModel::paymentAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return nullptr;
    return m_payments.payment(m_rows[static_cast<std::size_t>(index.row())].id);
}

int PaymentTableModel::rowOf(const QUuid &paymentId) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == paymentId; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

PaymentTotals PaymentTableModel::totals() const
{
    PaymentTotals totals;
    for (const Row &row : m_rows)
        if (const Payment *payment = m_payments.payment(row.id))
            totals.add(*payment);
    return totals;
}

QList<Payment> PaymentTableModel::rowsInOrder() const
{
    QList<Payment> payments;
    payments.reserve(rowCount());
    for (const Row &row : m_rows)
        if (const Payment *payment = m_payments.payment(row.id))
            payments += *payment;
    return payments;
}

PaymentTableModel::Row PaymentTableModel::rowFor(const Payment &payment) const
{
    Row row{payment.id, 0, {}, payment.createdAt.micros};
    switch (static_cast<Column>(m_sortColumn)) {
    case ChargedColumn:
    case AmountColumn:
    case StateColumn:
        row.number = rawValue(payment, m_sortColumn).toLongLong();
        break;
    case ServiceColumn:
    case CustomerColumn:
    case PlumberColumn:
    case FailureColumn:
    case ReceiptColumn:
    case ColumnCount:
        row.text = displayValue(payment, m_sortColumn).toCaseFolded();
        break;
    }
    return row;
}

bool PaymentTableModel::before(const Row &a, const Row &b) const
{
    if (a.number != b.number)
        return m_sortOrder == Qt::AscendingOrder ? a.number < b.number : a.number > b.number;
    if (const int order = QString::localeAwareCompare(a.text, b.text); order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    return a.made != b.made ? a.made > b.made : a.id < b.id;
}

std::vector<PaymentTableModel::Row> PaymentTableModel::wantedRows() const
{
    std::vector<Row> rows;
    for (const Payment &payment : m_payments.payments())
        if (m_filter.matches(payment, m_office))
            rows.push_back(rowFor(payment));
    std::sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
    return rows;
}

void PaymentTableModel::rebuild()
{
    beginResetModel();
    m_rows = wantedRows();
    endResetModel();
}

/// One new layout that keeps selection and current row: persistent indexes are moved by hand, those of hidden rows
/// become invalid.
void PaymentTableModel::rearrange()
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList oldIndexes = persistentIndexList();
    QList<QUuid> ids;
    for (const QModelIndex &index : oldIndexes)
        ids += m_rows[static_cast<std::size_t>(index.row())].id;
    m_rows = wantedRows();
    QHash<QUuid, int> positions;
    if (!ids.isEmpty())
        for (int i = 0; i < rowCount(); ++i)
            positions.insert(m_rows[static_cast<std::size_t>(i)].id, i);
    QModelIndexList newIndexes;
    for (qsizetype i = 0; i < oldIndexes.size(); ++i) {
        const auto it = positions.constFind(ids[i]);
        newIndexes += it == positions.cend() ? QModelIndex() : index(*it, oldIndexes[i].column());
    }
    changePersistentIndexList(oldIndexes, newIndexes);
    Q_EMIT layoutChanged();
}

void PaymentTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange();
}

void PaymentTableModel::setFilter(const PaymentFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
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

void PaymentTableModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_rows.erase(m_rows.begin() + row);
    endRemoveRows();
}

void PaymentTableModel::place(const Payment &payment)
{
    const int from = rowOf(payment.id);
    if (!m_filter.matches(payment, m_office)) {
        if (from >= 0)
            remove(from);
        return;
    }
    const Row row = rowFor(payment);
    // Where it belongs among the others: the row itself stands there with its old key, so the search goes around it.
    const auto byOrder = [this](const Row &a, const Row &b) { return before(a, b); };
    const auto own = from < 0 ? m_rows.end() : m_rows.begin() + from;
    const auto left = std::lower_bound(m_rows.begin(), own, row, byOrder);
    int to = static_cast<int>(left - m_rows.begin());
    if (from >= 0 && left == own)
        to = static_cast<int>(std::lower_bound(own + 1, m_rows.end(), row, byOrder) - m_rows.begin()) - 1;
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_rows.insert(m_rows.begin() + to, row);
        endInsertRows();
        return;
    }
    if (to != from && beginMoveRows({}, from, from, {}, to > from ? to + 1 : to)) {
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, row);
        endMoveRows();
    } else {
        m_rows[static_cast<std::size_t>(from)] = row;
    }
    Q_EMIT dataChanged(index(to, 0), index(to, ColumnCount - 1));
}

} // namespace pl::tables
