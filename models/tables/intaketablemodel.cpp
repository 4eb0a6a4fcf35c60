#include "models/tables/intaketablemodel.h"

namespace pl::tables {

using replica::IntakeReplica;
using replica::OfficeReplica;

bool IntakeFilter::matches(const IntakeItem &item) const
{
    const bool isOpen = item.status == IntakeStatus::Waiting || item.status == IntakeStatus::Retry;
    return isOpen && (sources.isEmpty() || sources.contains(item.sourceId)) &&
           (causes.isEmpty() || causes.contains(item.cause));
}

IntakeTableModel::IntakeTableModel(const IntakeReplica &intake, const OfficeReplica &office, QObject *parent)
    : SortedTableModel({{SourceColumn, tr("Source")},
                        {CameColumn, tr("Came")},
                        {CauseColumn, tr("Why it waits")},
                        {ReasonColumn, tr("What is known")}},
                       CameColumn, Qt::DescendingOrder, parent)
    , m_intake(intake)
    , m_office(office)
{
    connect(&intake, &IntakeReplica::reset, this, &IntakeTableModel::rebuild);
    connect(&intake, &IntakeReplica::itemsChanged, this, &IntakeTableModel::take);
    // The sources' names come from the office.
    connect(&office, &OfficeReplica::reset, this, &IntakeTableModel::rearrange);
    connect(&office, &OfficeReplica::settingsChanged, this, &IntakeTableModel::refresh);
    rebuild();
}

QVariant IntakeTableModel::data(const QModelIndex &index, int role) const
{
    const IntakeItem *item = itemAt(index);
    if (!item)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*item, index.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return m_words ? m_words(*item, index.column()) : displayValue(*item, index.column());
    case ItemIdRole:
        return item->id;
    default:
        return {};
    }
}

QString IntakeTableModel::displayValue(const IntakeItem &item, int column) const
{
    switch (static_cast<Column>(column)) {
    case SourceColumn:
        return m_office.sourceName(item.sourceId);
    case CameColumn:
        return item.receivedAt.toString();
    case CauseColumn:
        return QString(enumName(item.cause));
    case ReasonColumn:
        return item.reason;
    case ColumnCount:
        break;
    }
    return {};
}

const IntakeItem *IntakeTableModel::itemAt(const QModelIndex &index) const
{
    return m_intake.item(idAt(index));
}

SortedTableModel::Row IntakeTableModel::rowFor(const IntakeItem &item) const
{
    const Row row{item.id, 0, {}, item.receivedAt.micros};
    if (sortColumn() == CameColumn)
        return sortedBy(item.receivedAt.micros, row);
    if (sortColumn() == CauseColumn)
        return sortedBy(static_cast<int>(item.cause), row);
    return sortedBy(displayValue(item, sortColumn()), row);
}

std::vector<SortedTableModel::Row> IntakeTableModel::wantedRows() const
{
    std::vector<Row> wanted;
    for (const IntakeItem &item : m_intake.items())
        if (m_filter.matches(item))
            wanted.push_back(rowFor(item));
    return wanted;
}

void IntakeTableModel::setFilter(const IntakeFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    rearrange();
}

void IntakeTableModel::take(const QList<IntakeItem> &items)
{
    if (items.size() > kPlacedOneByOne)
        return rearrange();
    for (const IntakeItem &item : items) {
        if (m_filter.matches(item))
            putRow(rowFor(item));
        else
            dropRow(item.id);
    }
}

} // namespace pl::tables
