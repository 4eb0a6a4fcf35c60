#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/leadfilter.h"
#include "models/tables/sortedtablemodel.h"

#include <QTimer>

#include <functional>

namespace pl::tables {

/// The leads of a replica as a table. Gives raw values; delegates format them.
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
        ChangedByOthersRole ///< qint64 micros when this row last arrived or changed on the server; 0 for the first load
    };

    explicit LeadTableModel(const replica::OfficeReplica &replica, QObject *parent = nullptr,
                            std::function<Timestamp()> clock = &Timestamp::now);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell (Qt::AccessibleTextRole). Whoever shows the table provides the words;
    /// without them, it is the display text.
    void setSpokenWords(std::function<QString(const Lead &, int column)> words) { m_spokenWords = std::move(words); }

    /// Removes kept rows that don't match.
    void setFilter(const LeadFilter &filter);
    /// This lead's row stays until the next setFilter(), even when a change makes the filter hide it: what a person is
    /// working on must neither vanish nor move. Such a row stays in its place until the table is sorted again. Only
    /// rows that are in the table can be kept.
    void keep(const QUuid &leadId);
    /// Ends that; a row that no longer matches stays until the next setFilter().
    void release(const QUuid &leadId);
    const LeadFilter &filter() const { return m_filter; }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const Lead *leadAt(const QModelIndex &index) const;
    /// The time by which a new lead must be assigned; none for leads that are not new.
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
    QHash<QUuid, Row> m_places; ///< of kept rows that no longer match: the keys that keep them in place
    QHash<QUuid, qint64> m_changedByOthers;
    QTimer m_clockTick;
};

} // namespace pl::tables
