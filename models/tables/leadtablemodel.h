#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/leadfilter.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <compare>
#include <functional>
#include <vector>

namespace pl::tables {

/// The leads of a replica as a table, filtered and sorted by itself (no proxy: the sort and filter engine can grow
/// behind this interface). Gives raw values; how they look is the delegates' affair. A changed row keeps its selection:
/// it is moved, never removed and added. Lives on the GUI thread.
class LeadTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        UrgencyColumn,
        DeadlineColumn,
        CustomerColumn,
        ServiceColumn,
        ZipColumn,
        PhoneColumn,
        StatusColumn,
        PlumberColumn,
        ReceivedColumn,
        EmailColumn,
        ColumnCount
    };

    enum Role {
        LeadIdRole = Qt::UserRole, ///< QUuid
        /// UrgencyColumn: int Urgency. DeadlineColumn: qint64 micros of the deadline (new leads only). StatusColumn:
        /// int LeadStatus. PlumberColumn: QUuid or invalid. ReceivedColumn: qint64 micros. Others: their text.
        RawRole,
        UrgencyRole,        ///< int Urgency, any column
        StatusRole,         ///< int LeadStatus, any column
        ClosedReasonRole,   ///< int ClosedReason, or invalid, any column
        AcceptedRole,       ///< bool, any column
        AgeRole,            ///< qint64 seconds since it was received, any column
        ChangedByOthersRole ///< qint64 micros when this row last came new or changed from the server; 0 for the first
                            ///< load
    };

    explicit LeadTableModel(const replica::OfficeReplica &replica, QObject *parent = nullptr,
                            std::function<Timestamp()> clock = &Timestamp::now);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// What a screen reader says for a cell (Qt::AccessibleTextRole). The words belong to whoever shows the table;
    /// until they are given, it is the display text.
    void setSpokenWords(std::function<QString(const Lead &, int column)> words) { m_spokenWords = std::move(words); }

    /// Rows kept so far go, unless they match.
    void setFilter(const LeadFilter &filter);
    /// This lead's row stays until the next setFilter(), even when a change makes the filter hide it: what a person is
    /// working on must not vanish under the cursor. Only one that is in the table can be kept.
    void keep(const QUuid &leadId);
    /// The opposite; a row that no longer matches stays all the same.
    void release(const QUuid &leadId);
    const LeadFilter &filter() const { return m_filter; }
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// Null when the row is not there (any more). Valid until the event loop runs again.
    const Lead *leadAt(const QModelIndex &index) const;
    /// -1 when the filter hides it.
    int rowOf(const QUuid &leadId) const;
    /// When a new lead must be assigned by; none for leads that are not new.
    std::optional<Timestamp> deadlineOf(const Lead &lead) const;

private:
    /// What a row is sorted by. Ties end with the time it came and its id, so that the order is total and stays.
    struct Row
    {
        QUuid id;
        qint64 number = 0;
        QString text;
        qint64 received = 0;
    };

    Row rowFor(const Lead &lead) const;
    bool before(const Row &a, const Row &b) const;
    bool wanted(const Lead &lead, Timestamp now) const;
    std::vector<Row> wantedRows() const;
    void rebuild();
    void rearrange(std::vector<Row> rows);
    void take(const QList<Lead> &leads, bool fromServer);
    void place(const Lead &lead);
    QVariant displayValue(const Lead &lead, int column) const;
    QVariant rawValue(const Lead &lead, int column) const;
    void timePassed();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    std::function<QString(const Lead &, int column)> m_spokenWords;
    LeadFilter m_filter;
    QSet<QUuid> m_kept;
    int m_sortColumn = ReceivedColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::vector<Row> m_rows;
    QHash<QUuid, qint64> m_changedByOthers;
    QTimer m_clockTick;
};

} // namespace pl::tables
