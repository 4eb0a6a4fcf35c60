#include "models/tables/leadtablemodel.h"

// The sections of a grouped table: a head row each, then its leads. Which rows there are, and how often a head counts,
// depends on all leads, so that a grouped table is arranged as a whole; one that is not grouped pays nothing for it.

namespace pl::tables {
namespace {

constexpr int kManyRows = 2000;

} // namespace

void LeadTableModel::setGrouping(LeadGrouping grouping)
{
    if (grouping == m_grouping)
        return;
    m_grouping = grouping;
    m_held.clear();
    rearrange();
}

const LeadGroup *LeadTableModel::groupAt(const QModelIndex &index) const
{
    return m_grouping == LeadGrouping::None ? nullptr : m_groups.find(idAt(index));
}

int LeadTableModel::leadCount() const
{
    if (m_grouping == LeadGrouping::None)
        return rowCount();
    int count = 0;
    for (const LeadGroup &group : m_groups.groups())
        count += group.count;
    return count;
}

void LeadTableModel::setCollapsed(const QUuid &group, bool collapsed)
{
    m_groups.setCollapsed(group, collapsed);
    rearrange();
}

void LeadTableModel::setAllCollapsed(bool collapsed)
{
    for (const LeadGroup &group : m_groups.groups())
        m_groups.setCollapsed(group.id, collapsed);
    rearrange();
}

int LeadTableModel::headOf(int row) const
{
    if (m_grouping == LeadGrouping::None)
        return -1;
    while (row >= 0 && row < rowCount() && !rows()[static_cast<std::size_t>(row)].isHead)
        --row;
    return row < rowCount() ? row : -1;
}

bool LeadTableModel::reveal(const QUuid &leadId)
{
    const Lead *lead = m_replica.lead(leadId);
    if (m_grouping == LeadGrouping::None || !lead || rowOf(leadId) >= 0 || !matches(*lead))
        return false;
    LeadGroups own;
    own.begin(m_grouping, m_replica.settings().dispatch.zone());
    own.add(*lead, m_replica);
    setCollapsed(own.groups().front().id, false);
    return rowOf(leadId) >= 0;
}

std::vector<SortedTableModel::Row> LeadTableModel::inSections(std::vector<Row> rows) const
{
    m_groups.begin(m_grouping, m_replica.settings().dispatch.zone());
    for (Row &row : rows)
        if (const auto held = m_held.constFind(row.id); held != m_held.cend())
            row.section = m_groups.addTo(*held);
        else
            row.section = m_groups.add(*m_replica.lead(row.id), m_replica);
    m_groups.order();
    const std::vector<LeadGroup> &groups = m_groups.groups();
    std::erase_if(rows,
                  [&groups](const Row &row) { return groups[static_cast<std::size_t>(row.section)].isCollapsed; });
    for (Row &row : rows)
        row.section = m_groups.placeOf(row.section);
    for (int group = 0; group < int(groups.size()); ++group) {
        Row head{groups[static_cast<std::size_t>(group)].id};
        head.section = m_groups.placeOf(group);
        head.isHead = true;
        rows.push_back(head);
    }
    return rows;
}

/// While many leads are written one by one, arranging a long table after each would leave time for nothing else.
void LeadTableModel::rearrangeInTime()
{
    if (rowCount() < kManyRows)
        rearrange();
    else if (!m_arrangeSoon.isActive())
        m_arrangeSoon.start();
}

/// An assignment must not carry the row that a person is working on into another section, which may be collapsed.
void LeadTableModel::holdSections()
{
    if (m_grouping == LeadGrouping::None)
        return;
    for (const QUuid &id : std::as_const(m_kept))
        if (const int row = m_held.contains(id) ? -1 : rowOf(id); row >= 0)
            if (const LeadGroup *group = groupAt(index(headOf(row), 0)))
                m_held.insert(id, *group);
}

QVariant LeadTableModel::headData(const QModelIndex &index, int role) const
{
    const LeadGroup *group = groupAt(index);
    if (!group)
        return {};
    if (role == Qt::AccessibleTextRole && m_spokenGroup)
        return m_spokenGroup(*group);
    return role == Qt::DisplayRole && index.column() == CustomerColumn ? group->value : QVariant();
}

Qt::ItemFlags LeadTableModel::flags(const QModelIndex &index) const
{
    // A head can be gone to, but what is done to selected leads is not done to it.
    return groupAt(index) ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : SortedTableModel::flags(index);
}

} // namespace pl::tables
