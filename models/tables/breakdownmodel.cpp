#include "models/tables/breakdownmodel.h"

#include "models/tables/compacttablemodel.h"

#include <QThreadPool>

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
    , m_names(office)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &BreakdownModel::recount);
    const auto soon = [this] { m_soon.start(isSmall() ? 200ms : 1000ms); };
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
    recount();
}

void BreakdownModel::setShown(bool shown)
{
    m_shown = shown;
    if (shown && m_stale)
        recount();
}

std::function<BreakdownModel::Rows()> BreakdownModel::counting(bool here)
{
    const auto payments = m_payments.rows()->snapshot();
    const QStringList names = m_names.plumberNames(payments.plumbers.values());
    const bool isSearched = !m_filter.text.isEmpty();
    const PaymentChoice choice(m_filter, payments,
                               isSearched ? m_names.search(m_filter.text, payments.plumbers.values()) : RowSearch(),
                               isSearched ? m_names.leadNumbers(here) : OfficeNames::LeadNumber());
    return [payments, names, choice, by = m_by] {
        QHash<std::uint32_t, PaymentTotals> sums;
        for (columns::Row row = 0; row < payments.size(); ++row)
            if (choice.matches(payments, row)) {
                const replica::PaymentRow &one = payments.rows[row];
                sums[by == By::Month ? one.month : one.plumber].add(payments.shareOf(row));
            }
        Rows rows;
        for (const auto &[key, totals] : sums.asKeyValueRange()) {
            const QDate month = by == By::Month ? replica::monthOfNumber(std::uint16_t(key)) : QDate();
            rows += month.isValid() ? Row{month, {}, QLocale().toString(month, QStringLiteral("MMMM yyyy")), totals}
                                    : Row{{}, payments.plumbers.value(key), names[key], totals};
        }
        std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
            if (a.month != b.month)
                return a.month > b.month;
            const int byName = QString::localeAwareCompare(a.name, b.name);
            return byName != 0 ? byName < 0 : a.plumber < b.plumber;
        });
        return rows;
    };
}

bool BreakdownModel::isSmall() const
{
    const std::size_t leads = m_filter.text.isEmpty() ? 0 : m_office.columns().size();
    return std::max(m_payments.rows()->size(), leads) <= CompactTableModel::kAtOnce;
}

void BreakdownModel::recount()
{
    m_soon.stop();
    m_stale = !m_shown;
    if (m_stale)
        return;
    ++m_wish;
    if (isSmall())
        take(counting(true)());
    else if (!m_isWorking)
        work();
}

/// What was asked for meanwhile is added up next; what is there is shown before.
void BreakdownModel::work()
{
    m_isWorking = true;
    const auto promise = std::make_shared<Later<Result<Rows>>::Promise>();
    onResult(this, promise->later(), [this, wish = m_wish](const Result<Rows> &rows) {
        m_isWorking = false;
        if (rows && !isSmall())
            take(*rows);
        if (wish != m_wish && !isSmall())
            work();
    });
    QThreadPool::globalInstance()->start(
        [promise, counting = counting(false)] { promise->give(Result<Rows>(counting())); });
}

void BreakdownModel::take(const Rows &rows)
{
    m_most = 0;
    for (const Row &row : rows)
        m_most = std::max(m_most, row.totals.paid.sum.cents(m_office.settings().currency));
    if (!sameKeys(rows, m_rows)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    m_rows = rows;
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace pl::tables
