#pragma once

#include "models/tables/leadtablemodel.h"

#include <array>

namespace pl::tables {

/// The leads of a table that have one status, in the table's order. Roles are those of LeadTableModel; the text is the
/// customer's.
class BoardColumnModel : public QAbstractListModel
{
    Q_OBJECT

public:
    BoardColumnModel(const LeadTableModel &table, LeadStatus status, QObject *parent);

    LeadStatus status() const { return m_status; }
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// Null when there is no such row.
    QUuid idAt(int row) const { return m_leads.value(row); }
    /// -1 when the column doesn't have it.
    int rowOf(const QUuid &lead) const { return static_cast<int>(m_leads.indexOf(lead)); }

private:
    friend class LeadBoardModel;
    void put(const QList<QUuid> &leads);

    const LeadTableModel &m_table;
    const LeadStatus m_status;
    QList<QUuid> m_leads;
};

/// The rows of a LeadTableModel, which must not be in sections, as three columns by status. Follows the table when the
/// event loop runs again, so that many changes are one.
class LeadBoardModel : public QObject
{
    Q_OBJECT

public:
    /// `table` must outlive the board.
    explicit LeadBoardModel(const LeadTableModel &table, QObject *parent = nullptr);

    BoardColumnModel &column(LeadStatus status) { return *m_columns[static_cast<std::size_t>(status)]; }
    /// While it isn't followed, the table costs nothing more. Off at first.
    void setFollowing(bool follows);

Q_SIGNALS:
    /// The columns are up to date again.
    void arranged();

private:
    void arrange();

    const LeadTableModel &m_table;
    std::array<BoardColumnModel *, 3> m_columns; ///< by LeadStatus
    QTimer m_soon;
    bool m_follows = false;
};

} // namespace pl::tables
