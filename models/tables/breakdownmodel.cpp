#include "models/tables/breakdownmodel.h"

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

bool sameKeys(const auto &a, const auto &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const auto &x, const auto &y) { return x.month == y.month && x.plumber == y.plumber; });
}

} // namespace

BreakdownModel::BreakdownModel(By by, const replica::PaymentReplica &payments, const replica::OfficeReplica &office,
                               QObject *parent)
    : HeadedTableModel({{KeyColumn, by == By::Month ? tr("Month") : tr("Plumber")},
                        {PaidColumn, tr("Paid")},
                        {LeadsColumn, tr("Leads")},
                        {OnItsWayColumn, tr("In progress")},
                        {NeedsAttentionColumn, tr("Needs attention")},
                        {RefundedColumn, tr("Refunded")}},
                       {LeadsColumn, OnItsWayColumn, NeedsAttentionColumn, RefundedColumn}, parent)
    , m_by(by)
    , m_payments(payments)
    , m_office(office)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(200ms);
    connect(&m_soon, &QTimer::timeout, this, &BreakdownModel::recount);
    const auto soon = [this] { m_soon.start(); };
    connect(&payments, &replica::PaymentReplica::reset, this, &BreakdownModel::recount);
    connect(&payments, &replica::PaymentReplica::paymentsChanged, this, soon);
    connect(&office, &replica::OfficeReplica::reset, this, soon);
    connect(&office, &replica::OfficeReplica::plumbersChanged, this, soon);
    recount();
}

int BreakdownModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant BreakdownModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, index.column());
    case KeyRole:
        return m_by == By::Month ? QVariant(row.month) : QVariant(row.plumber);
    case ShareRole:
        return m_most > 0 ? double(row.totals.paid.sum.cents(m_office.settings().currency)) / double(m_most) : 0.0;
    default:
        return {};
    }
}

QString BreakdownModel::textOf(const Row &row, int column) const
{
    const auto money = [this](const PaymentTotals::Group &group) {
        return group.count == 0 ? QString() : moneyText(group.sum, m_office.settings().currency);
    };
    switch (static_cast<Column>(column)) {
    case KeyColumn:
        return row.name;
    case PaidColumn:
        return moneyText(row.totals.paid.sum, m_office.settings().currency);
    case LeadsColumn:
        return QString::number(row.totals.paid.count);
    case OnItsWayColumn:
        return money(row.totals.onItsWay);
    case NeedsAttentionColumn:
        return money(row.totals.needsAttention);
    case RefundedColumn:
        return money(row.totals.refunded);
    case ColumnCount:
        break;
    }
    return {};
}

void BreakdownModel::setFilter(PaymentFilter filter)
{
    m_by == By::Month ? filter.months.clear() : filter.plumbers.clear();
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_search.setTyped(filter.text);
    recount();
}

void BreakdownModel::setShown(bool shown)
{
    m_shown = shown;
    if (shown && m_stale)
        recount();
}

QList<BreakdownModel::Row> BreakdownModel::counted() const
{
    QHash<QDate, PaymentTotals> months;
    QHash<QUuid, PaymentTotals> plumbers;
    for (const Payment &payment : m_payments.payments()) {
        if (!m_filter.matches(payment, m_office, m_search))
            continue;
        if (m_by == By::Month)
            months[monthOf(payment.createdAt)].add(payment);
        else
            plumbers[payment.plumberId].add(payment);
    }
    QList<Row> rows;
    for (auto it = months.cbegin(); it != months.cend(); ++it)
        rows += {it.key(), {}, QLocale().toString(it.key(), QStringLiteral("MMMM yyyy")), it.value()};
    for (auto it = plumbers.cbegin(); it != plumbers.cend(); ++it)
        rows += {{}, it.key(), m_office.plumberName(it.key()), it.value()};
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        if (a.month != b.month)
            return a.month > b.month;
        const int byName = QString::localeAwareCompare(a.name, b.name);
        return byName != 0 ? byName < 0 : a.plumber < b.plumber;
    });
    return rows;
}

void BreakdownModel::recount()
{
    m_soon.stop();
    m_stale = !m_shown;
    if (m_stale)
        return;
    QList<Row> rows = counted();
    m_most = 0;
    for (const Row &row : std::as_const(rows))
        m_most = std::max(m_most, row.totals.paid.sum.cents(m_office.settings().currency));
    if (!sameKeys(rows, m_rows)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace pl::tables
