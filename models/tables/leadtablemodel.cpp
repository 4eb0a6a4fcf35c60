#include "models/tables/leadtablemodel.h"

#include "models/columns/leadrecord.h"
#include "models/domain/contactfields.h"

// What a table of leads shows in its cells, and what is asked of it. Its rows are placed in leadtablerows.cpp.

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

/// A lead becomes due without any change to its row.
constexpr auto kClockTick = 30s;
constexpr auto kArrangePause = 250ms;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// "(512) 555-0143", of what the columns keep for searching.
QString phoneOf(std::string_view record)
{
    return phoneForPeople(text(columns::partOf(record, columns::RecordPart::Phone)));
}

} // namespace

LeadTableModel::LeadTableModel(const replica::OfficeReplica &replica, QObject *parent, std::function<Timestamp()> clock)
    : PlacedTableModel({{UrgencyColumn, tr("Urgency")},
                        {DeadlineColumn, tr("Deadline")},
                        {CustomerColumn, tr("Customer")},
                        {ServiceColumn, tr("Service")},
                        {ZipColumn, tr("ZIP")},
                        {PhoneColumn, tr("Phone")},
                        {StatusColumn, tr("Status")},
                        {PlumberColumn, tr("Plumber")},
                        {ReceivedColumn, tr("Received")},
                        {EmailColumn, tr("E-mail")}},
                       {}, parent)
    , m_replica(replica)
    , m_clock(std::move(clock))
    , m_engine(*this, replica.engine())
{
    connect(&replica, &replica::OfficeReplica::reset, this, &LeadTableModel::startAnew);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &LeadTableModel::take);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, &LeadTableModel::arrange);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &LeadTableModel::arrange);
    connect(&m_clockTick, &QTimer::timeout, this, &LeadTableModel::timePassed);
    m_clockTick.start(kClockTick);
    m_arrangeSoon.setSingleShot(true);
    m_arrangeSoon.setInterval(kArrangePause);
    connect(&m_arrangeSoon, &QTimer::timeout, this, &LeadTableModel::arrange);
    openView();
    fill();
}

LeadTableModel::~LeadTableModel() = default;

columns::Row LeadTableModel::leadRow(const QModelIndex &index) const
{
    const columns::Row row = shownAt(index);
    return row < leads().rows() && leads().live().test(row) ? row : columns::kNoRow;
}

const Lead *LeadTableModel::leadAt(const QModelIndex &index) const
{
    const columns::Row row = leadRow(index);
    return row == columns::kNoRow ? nullptr : m_replica.lead(leads().id(row));
}

int LeadTableModel::rowOf(const QUuid &leadId) const
{
    const columns::Row row = leads().rowOf(leadId);
    return row == columns::kNoRow ? -1 : placeIn(m_shown, row);
}

bool LeadTableModel::shows(const QUuid &leadId) const
{
    if (m_grouping != LeadGrouping::None)
        return rowOf(leadId) >= 0;
    const columns::Row row = leads().rowOf(leadId);
    return row != columns::kNoRow && (m_view->shows(row) || placeIn(m_keptOnly, row) >= 0);
}

std::optional<Timestamp> LeadTableModel::deadlineOf(const Lead &lead) const
{
    return lead.status == LeadStatus::New ? std::optional(m_replica.assignBy(lead)) : std::nullopt;
}

QVariant LeadTableModel::data(const QModelIndex &index, int role) const
{
    const columns::Row row = leadRow(index);
    return row == columns::kNoRow ? headData(index, role) : value(row, index.column(), role);
}

QVariant LeadTableModel::leadData(const QUuid &leadId, Column column, int role) const
{
    const columns::Row row = leads().rowOf(leadId);
    return row == columns::kNoRow ? QVariant() : value(row, column, role);
}

QVariant LeadTableModel::value(columns::Row lead, int column, int role) const
{
    const columns::LeadState state = leads().state(lead);
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(lead, column);
    case Qt::AccessibleTextRole:
        return spokenValue(lead, column);
    case RawRole:
        return rawValue(lead, column);
    case LeadIdRole:
        return leads().id(lead);
    case UrgencyRole:
        return static_cast<int>(state.urgency());
    case StatusRole:
        return static_cast<int>(state.status());
    case ClosedReasonRole:
        return state.closedReason() ? QVariant(static_cast<int>(*state.closedReason())) : QVariant();
    case AcceptedRole:
        return state.isAccepted();
    case AgeRole:
        return leads().createdAt(lead).secondsTo(m_clock());
    case ChangedByOthersRole:
        return lead < m_changedByOthers.size() ? m_changedByOthers[lead] : qint64(0);
    default:
        return {};
    }
}

QString LeadTableModel::spokenValue(columns::Row lead, int column) const
{
    const Lead *whole = m_spokenWords ? m_replica.lead(leads().id(lead)) : nullptr;
    return whole ? m_spokenWords(*whole, column) : displayValue(lead, column);
}

QString LeadTableModel::displayValue(columns::Row lead, int column) const
{
    switch (static_cast<Column>(column)) {
    case UrgencyColumn:
        return QString(enumName(leads().state(lead).urgency()));
    case DeadlineColumn:
        return leads().deadline(lead) ? leads().deadline(lead)->toString() : QString();
    case CustomerColumn:
        return text(columns::shownName(leads().record(lead)));
    case ServiceColumn:
        return text(leads().services().name(leads().serviceCode(lead)));
    case ZipColumn:
        return text(leads().zips().name(leads().zipCode(lead)));
    case PhoneColumn:
        return phoneOf(leads().record(lead));
    case StatusColumn:
        return QString(enumName(leads().state(lead).status()));
    case PlumberColumn:
        return text(leads().plumbers().name(leads().plumberCode(lead)));
    case ReceivedColumn:
        return leads().createdAt(lead).toString();
    case EmailColumn:
        return text(columns::shownEmail(leads().record(lead)));
    case ColumnCount:
        break;
    }
    return {};
}

QVariant LeadTableModel::rawValue(columns::Row lead, int column) const
{
    const auto plumber = leads().plumberCode(lead);
    switch (static_cast<Column>(column)) {
    case UrgencyColumn:
        return static_cast<int>(leads().state(lead).urgency());
    case DeadlineColumn:
        return leads().deadline(lead) ? QVariant(leads().deadline(lead)->micros) : QVariant();
    case StatusColumn:
        return static_cast<int>(leads().state(lead).status());
    case PlumberColumn:
        return plumber == 0 ? QVariant() : QVariant(columns::LeadColumns::idOf(leads().plumbers().key(plumber)));
    case ReceivedColumn:
        return leads().createdAt(lead).micros;
    case CustomerColumn:
    case ServiceColumn:
    case ZipColumn:
    case PhoneColumn:
    case EmailColumn:
    case ColumnCount:
        break;
    }
    return displayValue(lead, column);
}

void LeadTableModel::setFilter(const LeadFilter &filter, const std::optional<LeadFilter> &within)
{
    if (filter == m_filter && within == m_within && m_kept.isEmpty())
        return;
    if (static_cast<const columns::ColumnFilter &>(filter) != m_filter)
        m_view->setFilter(filter);
    if (filter.text != m_filter.text)
        m_view->setSearch(filter.query());
    if (within != m_within)
        m_view->setWithin(within);
    m_filter = filter;
    m_within = within;
    m_kept.clear();
    arrange();
}

void LeadTableModel::keep(const QUuid &leadId)
{
    if (shows(leadId))
        m_kept.add(leadId);
}

void LeadTableModel::release(const QUuid &leadId)
{
    m_kept.leaveSection(leadId);
    if (const columns::Row row = leads().rowOf(leadId); row != columns::kNoRow && matches(row))
        m_kept.remove(leadId);
}

void LeadTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    if (column != m_sortColumn)
        m_kept.freeAll();
    m_sortColumn = column;
    m_sortOrder = order;
    static_assert(int(ColumnCount) == int(columns::SortBy::Count));
    m_view->setSort(static_cast<columns::SortBy>(column), order == Qt::AscendingOrder);
    arrange();
}

} // namespace pl::tables
