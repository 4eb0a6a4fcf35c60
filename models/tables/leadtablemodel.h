#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/leadfilter.h"
#include "models/tables/sortedtablemodel.h"

#include <QTimer>

#include <functional>

namespace pl::tables {

/// The leads of a replica as a table. Gives raw values; how they look is the delegates' affair.
class LeadTableModel : public SortedTableModel
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

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell (Qt::AccessibleTextRole). The words belong to whoever shows the table;
    /// until they are given, it is the display text.
    void setSpokenWords(std::function<QString(const Lead &, int column)> words) { m_spokenWords = std::move(words); }

    /// Rows kept so far go, unless they match.
    void setFilter(const LeadFilter &filter);
    /// This lead's row stays until the next setFilter(), even when a change makes the filter hide it: what a person is
    /// working on must not vanish under the cursor, nor run away from it: such a row stays in its place until the table
    /// is sorted anew. Only one that is in the table can be kept.
    void keep(const QUuid &leadId);
    /// The opposite; a row that no longer matches stays all the same.
    void release(const QUuid &leadId);
    const LeadFilter &filter() const { return m_filter; }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Null when the row is not there (any more). Valid until the event loop runs again.
    const Lead *leadAt(const QModelIndex &index) const;
    /// When a new lead must be assigned by; none for leads that are not new.
    std::optional<Timestamp> deadlineOf(const Lead &lead) const;

private:
    std::vector<Row> wantedRows() const override;
    Row rowFor(const Lead &lead) const;
    bool matches(const Lead &lead) const { return m_filter.matches(lead, m_replica, m_clock(), m_search); }
    void holdPlaces();
    void startAnew();
    void take(const QList<Lead> &leads, bool fromServer);
    void place(const Lead &lead);
    QVariant displayValue(const Lead &lead, int column) const;
    QVariant rawValue(const Lead &lead, int column) const;
    void timePassed();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    std::function<QString(const Lead &, int column)> m_spokenWords;
    LeadFilter m_filter;
    TextSearch m_search;
    QSet<QUuid> m_kept;
    QHash<QUuid, Row> m_places; ///< of kept rows that match no more: what sorts them where they were
    QHash<QUuid, qint64> m_changedByOthers;
    QTimer m_clockTick;
};

} // namespace pl::tables
