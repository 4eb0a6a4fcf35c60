#pragma once

#include "models/columns/leadview.h"
#include "models/replica/officereplica.h"
#include "models/tables/keptleads.h"
#include "models/tables/leadfilter.h"
#include "models/tables/leadgroups.h"
#include "models/tables/placedtablemodel.h"
#include "models/tables/rowchanges.h"

#include <QTimer>

#include <functional>

namespace pl::tables {

/// The leads of a replica as a table, made for a million of them: it shows the replica's columns and keeps four bytes a
/// row. Gives raw values; delegates format them.
///
/// What changes is placed row by row where few rows change in a table that isn't long, else by one layout change.
/// Either way selection, current row and everything else that holds an index stay with their leads, also when the
/// replica puts all leads in the place of the newest ones. Lives on the GUI thread.
class LeadTableModel : public PlacedTableModel, private columns::ColumnWatcher
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
    ~LeadTableModel() override;

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
    int sortColumn() const { return m_sortColumn; }
    Qt::SortOrder sortOrder() const { return m_sortOrder; }

    /// -1 when the filter or a collapsed section hides it. Looks through all rows.
    int rowOf(const QUuid &leadId) const;
    /// Whether it has a row; without sections, at once.
    bool shows(const QUuid &leadId) const;
    /// What data() gives for a lead, wherever its row is; nothing for a lead that isn't there.
    QVariant leadData(const QUuid &leadId, Column column, int role) const;

    /// The columns with the values of all leads. Valid until the event loop runs again.
    const columns::LeadColumns &leads() const { return m_engine->columns; }
    /// Which of them a row shows; kNoRow for a head, and for a row that no longer exists.
    columns::Row leadRow(const QModelIndex &index) const;
    /// The whole lead, which may have to be read. Null if the row no longer exists. Valid until the event loop runs
    /// again.
    const Lead *leadAt(const QModelIndex &index) const;
    /// The time by which a new lead must be assigned; none for leads that are not new.
    std::optional<Timestamp> deadlineOf(const Lead &lead) const;

private:
    /// What holds an index, while rows are arranged.
    struct Held
    {
        QModelIndexList indexes;
        std::vector<QUuid> ids; ///< of their leads or sections
    };
    // A row is a lead's number in the columns, or the head of a section.
    static constexpr columns::Row kHead = 0x80000000;
    static std::size_t sectionOf(columns::Row head) { return head & ~kHead; }

    void leaving(columns::Row row) override;
    void arrived(columns::Row row) override;

    void startAnew();
    void openView();
    void take(const QList<Lead> &leads, bool fromServer);
    void stamp(const QList<Lead> &leads);
    void placeChanged();
    void arrange();
    void fill();
    void arranged();
    Held hold();
    QUuid idOf(columns::Row shown, const QHash<columns::Row, QUuid> &others) const;
    void letGo(const Held &held);
    QHash<columns::Row, int> placesOf(const std::vector<columns::Row> &shown) const;
    const ShownRows &withKept();
    using KeptRows = std::vector<std::pair<columns::Row, columns::HeldPlace>>;
    KeptRows keptOnly() const;
    void timePassed();

    bool matches(columns::Row lead) const { return m_view->matches(lead, m_clock()); }
    ShownRows inSections(const ShownRows &leads);
    ShownRows inOrder(const ShownRows &leads, const std::vector<int> &sections) const;
    QVariant headData(const QModelIndex &index, int role) const;
    void holdPlaces();
    void holdSections();
    void arrangeInTime();
    QVariant value(columns::Row lead, int column, int role) const;
    QString displayValue(columns::Row lead, int column) const;
    QVariant rawValue(columns::Row lead, int column) const;
    QString spokenValue(columns::Row lead, int column) const;

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    std::function<QString(const Lead &, int column)> m_spokenWords;
    std::function<QString(const LeadGroup &)> m_spokenGroup;
    int m_sortColumn = ReceivedColumn;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    LeadGrouping m_grouping = LeadGrouping::None;
    LeadGroups m_groups; ///< of the rows: made together with them
    LeadFilter m_filter;
    std::optional<LeadFilter> m_within;
    KeptLeads m_kept;
    WatchedEngine m_engine;
    std::unique_ptr<columns::LeadView> m_view; ///< what matches, in order
    ShownRows m_keptOnly;                      ///< of these, those that no longer match
    ShownRows m_withKept;
    RowChanges m_changes; ///< since the rows were placed
    std::pair<columns::Row, QUuid> m_leaving{columns::kNoRow, {}};
    std::vector<qint64> m_changedByOthers; ///< micros by the number in the columns
    QTimer m_clockTick;
    QTimer m_arrangeSoon; ///< of a long table in sections
};

} // namespace pl::tables
