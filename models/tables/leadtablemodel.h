#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/leadfilter.h"
#include "models/tables/leadgroups.h"
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
    /// The head of a section can be current, but not selected.
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    /// What a screen reader says for a cell (Qt::AccessibleTextRole). Whoever shows the table provides the words;
    /// without them, it is the display text.
    void setSpokenWords(std::function<QString(const Lead &, int column)> words) { m_spokenWords = std::move(words); }

    /// The same for the head of a section.
    void setSpokenGroups(std::function<QString(const LeadGroup &)> words) { m_spokenGroup = std::move(words); }

    /// Puts the leads into sections, each with a head: a row for which leadAt() is null and groupAt() is not. Within a
    /// section the order is the table's.
    void setGrouping(LeadGrouping grouping);
    LeadGrouping grouping() const { return m_grouping; }
    /// Null for a lead's row. Valid until the event loop runs again.
    const LeadGroup *groupAt(const QModelIndex &index) const;
    void setCollapsed(const QUuid &group, bool collapsed);
    void setAllCollapsed(bool collapsed);
    /// The row of the head above a row, or the row itself if it is one; -1 while the table is not grouped.
    int headOf(int row) const;
    /// Opens the section that hides this lead; false when that is not why it has no row.
    bool reveal(const QUuid &leadId);
    /// Leads that match the filter, also those in collapsed sections.
    int leadCount() const;

    /// Removes kept rows that don't match. With `within`, only leads that both let through are shown; its text doesn't
    /// count.
    void setFilter(const LeadFilter &filter, const std::optional<LeadFilter> &within = {});
    /// This lead's row stays until the next setFilter(), even when a change makes the filter hide it: what a person is
    /// working on must neither vanish nor move. Such a row stays in its place until the table is sorted again, and in
    /// its section until it is released. Only rows that are in the table can be kept.
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
    bool matches(const Lead &lead) const { return matches(lead, m_clock()); }
    bool matches(const Lead &lead, Timestamp now) const;
    std::vector<Row> inSections(std::vector<Row> rows) const;
    QVariant headData(const QModelIndex &index, int role) const;
    void holdPlaces();
    void holdSections();
    void startAnew();
    void take(const QList<Lead> &leads, bool fromServer);
    void place(const Lead &lead);
    QVariant displayValue(const Lead &lead, int column) const;
    QVariant rawValue(const Lead &lead, int column) const;
    void timePassed();
    void rearrangeInTime();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    std::function<QString(const Lead &, int column)> m_spokenWords;
    std::function<QString(const LeadGroup &)> m_spokenGroup;
    LeadGrouping m_grouping = LeadGrouping::None;
    mutable LeadGroups m_groups; ///< of the rows: made together with them
    LeadFilter m_filter;
    std::optional<LeadFilter> m_within;
    const TextSearch m_anyText;
    TextSearch m_search;
    QSet<QUuid> m_kept;
    QHash<QUuid, Row> m_places;     ///< of kept rows that no longer match: the keys that keep them in place
    QHash<QUuid, LeadGroup> m_held; ///< the sections of kept rows that have changed
    QHash<QUuid, qint64> m_changedByOthers;
    QTimer m_clockTick;
    QTimer m_arrangeSoon; ///< of a long table in sections
};

} // namespace pl::tables
