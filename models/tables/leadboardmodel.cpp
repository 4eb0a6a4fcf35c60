#include "models/tables/leadboardmodel.h"

namespace pl::tables {

BoardColumnModel::BoardColumnModel(const LeadTableModel &table, LeadStatus status, QObject *parent)
    : QAbstractListModel(parent), m_table(table), m_status(status)
{
}

int BoardColumnModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_leads.size());
}

QVariant BoardColumnModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_leads.size())
        return {};
    const QUuid lead = m_leads[index.row()];
    if (role == LeadTableModel::LeadIdRole)
        return lead;
    return m_table.leadData(lead, LeadTableModel::CustomerColumn, role);
}

/// What is current stays so, wherever it is now.
void BoardColumnModel::put(const QList<QUuid> &leads)
{
    if (leads == m_leads) {
        if (!leads.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    const QList<QUuid> old = std::exchange(m_leads, leads);
    for (const QModelIndex &one : before)
        after += index(rowOf(old.value(one.row())));
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

LeadBoardModel::LeadBoardModel(const LeadTableModel &table, QObject *parent)
    : QObject(parent)
    , m_table(table)
    , m_columns{new BoardColumnModel(table, LeadStatus::New, this),
                new BoardColumnModel(table, LeadStatus::Assigned, this),
                new BoardColumnModel(table, LeadStatus::Completed, this)}
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &LeadBoardModel::arrange);
    const auto later = [this] {
        if (m_follows)
            m_soon.start();
    };
    connect(&table, &QAbstractItemModel::dataChanged, this, later);
    connect(&table, &QAbstractItemModel::rowsInserted, this, later);
    connect(&table, &QAbstractItemModel::rowsRemoved, this, later);
    connect(&table, &QAbstractItemModel::rowsMoved, this, later);
    connect(&table, &QAbstractItemModel::layoutChanged, this, later);
    connect(&table, &QAbstractItemModel::modelReset, this, later);
}

void LeadBoardModel::setFollowing(bool follows)
{
    m_follows = follows;
    if (follows)
        arrange();
    else
        m_soon.stop();
}

void LeadBoardModel::arrange()
{
    std::array<QList<QUuid>, 3> leads;
    const columns::LeadColumns &all = m_table.leads();
    for (int row = 0; row < m_table.rowCount(); ++row)
        if (const columns::Row lead = m_table.leadRow(m_table.index(row, 0)); lead != columns::kNoRow)
            leads[static_cast<std::size_t>(all.state(lead).status())] += all.id(lead);
    for (std::size_t i = 0; i < leads.size(); ++i)
        m_columns[i]->put(leads[i]);
    Q_EMIT arranged();
}

} // namespace pl::tables
