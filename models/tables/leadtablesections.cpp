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
    m_kept.leaveSections();
    const Held held = hold();
    m_grouping = grouping;
    fill();
    letGo(held);
}

const LeadGroup *LeadTableModel::groupAt(const QModelIndex &index) const
{
    const columns::Row row = shownAt(index);
    return row != columns::kNoRow && row & kHead ? &m_groups.groups()[sectionOf(row)] : nullptr;
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
    arrange();
}

void LeadTableModel::setAllCollapsed(bool collapsed)
{
    for (const LeadGroup &group : m_groups.groups())
        m_groups.setCollapsed(group.id, collapsed);
    arrange();
}

int LeadTableModel::headOf(int row) const
{
    if (m_grouping == LeadGrouping::None)
        return -1;
    while (row >= 0 && row < rowCount() && !(m_shown[static_cast<std::size_t>(row)] & kHead))
        --row;
    return row < rowCount() ? row : -1;
}

bool LeadTableModel::reveal(const QUuid &leadId)
{
    const columns::Row row = leads().rowOf(leadId);
    if (m_grouping == LeadGrouping::None || row == columns::kNoRow || rowOf(leadId) >= 0 || !matches(row))
        return false;
    LeadGroups own;
    own.begin(m_grouping, m_replica, leads());
    own.add(row);
    setCollapsed(own.groups().front().id, false);
    return rowOf(leadId) >= 0;
}

ShownRows LeadTableModel::inSections(const ShownRows &leads)
{
    m_groups.begin(m_grouping, m_replica, this->leads());
    std::vector<std::pair<columns::Row, LeadGroup>> held;
    for (auto section = m_kept.sections().begin(); section != m_kept.sections().end(); ++section)
        held.emplace_back(this->leads().rowOf(section.key()), *section);
    std::vector<int> sections;
    sections.reserve(leads.size());
    for (const columns::Row lead : leads) {
        const auto own = std::find_if(held.begin(), held.end(), [lead](const auto &one) { return one.first == lead; });
        sections.push_back(own == held.end() ? m_groups.add(lead) : m_groups.addTo(own->second));
    }
    m_groups.order();
    return inOrder(leads, sections);
}

/// Heads, each with the leads of its section as they stand in the table.
ShownRows LeadTableModel::inOrder(const ShownRows &leads, const std::vector<int> &sections) const
{
    const std::vector<LeadGroup> &groups = m_groups.groups();
    std::vector<std::size_t> next(groups.size());
    std::size_t size = 0;
    for (const int section : m_groups.ordered()) {
        const LeadGroup &group = groups[static_cast<std::size_t>(section)];
        next[static_cast<std::size_t>(section)] = size + 1;
        size += 1 + (group.isCollapsed ? 0 : static_cast<std::size_t>(group.count));
    }
    ShownRows shown(size);
    for (std::size_t section = 0; section < groups.size(); ++section)
        shown[next[section] - 1] = kHead | static_cast<columns::Row>(section);
    for (std::size_t at = 0; at < leads.size(); ++at)
        if (const auto section = static_cast<std::size_t>(sections[at]); !groups[section].isCollapsed)
            shown[next[section]++] = leads[at];
    return shown;
}

/// While many leads are written one by one, arranging a long table after each would leave time for nothing else.
void LeadTableModel::arrangeInTime()
{
    if (rowCount() < kManyRows)
        arrange();
    else if (!m_arrangeSoon.isActive())
        m_arrangeSoon.start();
}

/// An assignment must not carry the row that a person is working on into another section, which may be collapsed.
void LeadTableModel::holdSections()
{
    if (m_grouping == LeadGrouping::None)
        return;
    for (const QUuid &id : m_kept.ids())
        if (const int row = m_kept.sections().contains(id) ? -1 : rowOf(id); row >= 0)
            if (const LeadGroup *group = groupAt(index(headOf(row), 0)))
                m_kept.holdIn(id, *group);
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
    return groupAt(index) ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : PlacedTableModel::flags(index);
}

} // namespace pl::tables
