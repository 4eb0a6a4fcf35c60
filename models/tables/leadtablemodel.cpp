#include "models/tables/leadtablemodel.h"

#include "models/domain/contactfields.h"
#include "models/domain/leadname.h"

#include <limits>

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

/// A lead becomes due without any change to its row.
constexpr auto kClockTick = 30s;
constexpr auto kArrangePause = 250ms;
constexpr qint64 kNoDeadline = std::numeric_limits<qint64>::max();

} // namespace

LeadTableModel::LeadTableModel(const replica::OfficeReplica &replica, QObject *parent, std::function<Timestamp()> clock)
    : SortedTableModel({{UrgencyColumn, tr("Urgency")},
                        {DeadlineColumn, tr("Deadline")},
                        {CustomerColumn, tr("Customer")},
                        {ServiceColumn, tr("Service")},
                        {ZipColumn, tr("ZIP")},
                        {PhoneColumn, tr("Phone")},
                        {StatusColumn, tr("Status")},
                        {PlumberColumn, tr("Plumber")},
                        {ReceivedColumn, tr("Received")},
                        {EmailColumn, tr("E-mail")}},
                       ReceivedColumn, Qt::DescendingOrder, parent)
    , m_replica(replica)
    , m_clock(std::move(clock))
{
    connect(&replica, &replica::OfficeReplica::reset, this, &LeadTableModel::startAnew);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &LeadTableModel::take);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, [this] { rearrange(); });
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, [this] { rearrange(); });
    connect(&m_clockTick, &QTimer::timeout, this, &LeadTableModel::timePassed);
    m_clockTick.start(kClockTick);
    m_arrangeSoon.setSingleShot(true);
    m_arrangeSoon.setInterval(kArrangePause);
    connect(&m_arrangeSoon, &QTimer::timeout, this, [this] { rearrange(); });
    rebuild();
}

QVariant LeadTableModel::data(const QModelIndex &index, int role) const
{
    const Lead *lead = leadAt(index);
    if (!lead)
        return headData(index, role);
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*lead, index.column());
    case Qt::AccessibleTextRole:
        return m_spokenWords ? m_spokenWords(*lead, index.column()) : displayValue(*lead, index.column());
    case RawRole:
        return rawValue(*lead, index.column());
    case LeadIdRole:
        return lead->id;
    case UrgencyRole:
        return static_cast<int>(lead->urgency);
    case StatusRole:
        return static_cast<int>(lead->status);
    case ClosedReasonRole:
        return lead->closedReason ? QVariant(static_cast<int>(*lead->closedReason)) : QVariant();
    case AcceptedRole:
        return lead->acceptedAt.has_value();
    case AgeRole:
        return lead->createdAt.secondsTo(m_clock());
    case ChangedByOthersRole:
        return m_changedByOthers.value(lead->id);
    default:
        return {};
    }
}

QVariant LeadTableModel::displayValue(const Lead &lead, int column) const
{
    switch (static_cast<Column>(column)) {
    case UrgencyColumn:
        return QString(enumName(lead.urgency));
    case DeadlineColumn:
        return deadlineOf(lead) ? deadlineOf(lead)->toString() : QString();
    case CustomerColumn:
        return calledName(lead);
    case ServiceColumn:
        return lead.serviceNeeded;
    case ZipColumn:
        return lead.zipCode.value_or(QString());
    case PhoneColumn:
        return phoneForPeople(lead.phoneNumber);
    case StatusColumn:
        return QString(enumName(lead.status));
    case PlumberColumn:
        return m_replica.plumberName(lead.assignedPlumberId);
    case ReceivedColumn:
        return lead.createdAt.toString();
    case EmailColumn:
        return lead.email;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant LeadTableModel::rawValue(const Lead &lead, int column) const
{
    switch (static_cast<Column>(column)) {
    case UrgencyColumn:
        return static_cast<int>(lead.urgency);
    case DeadlineColumn:
        return deadlineOf(lead) ? QVariant(deadlineOf(lead)->micros) : QVariant();
    case StatusColumn:
        return static_cast<int>(lead.status);
    case PlumberColumn:
        return lead.assignedPlumberId ? QVariant(*lead.assignedPlumberId) : QVariant();
    case ReceivedColumn:
        return lead.createdAt.micros;
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

const Lead *LeadTableModel::leadAt(const QModelIndex &index) const
{
    return m_replica.lead(idAt(index));
}

std::optional<Timestamp> LeadTableModel::deadlineOf(const Lead &lead) const
{
    return lead.status == LeadStatus::New ? std::optional(m_replica.assignBy(lead)) : std::nullopt;
}

SortedTableModel::Row LeadTableModel::rowFor(const Lead &lead) const
{
    const Row row{lead.id, 0, {}, lead.createdAt.micros};
    if (sortColumn() == DeadlineColumn)
        return sortedBy(deadlineOf(lead).value_or(Timestamp{kNoDeadline}).micros, row);
    return sortedBy(sortColumn() == PlumberColumn ? displayValue(lead, sortColumn()) : rawValue(lead, sortColumn()),
                    row);
}

std::vector<SortedTableModel::Row> LeadTableModel::wantedRows() const
{
    const Timestamp now = m_clock();
    std::vector<Row> rows;
    for (const Lead &lead : m_replica.leads())
        if (matches(lead, now))
            rows.push_back(rowFor(lead));
        else if (m_kept.contains(lead.id))
            rows.push_back(m_places.value(lead.id, rowFor(lead)));
    return m_grouping == LeadGrouping::None ? rows : inSections(std::move(rows));
}

bool LeadTableModel::matches(const Lead &lead, Timestamp now) const
{
    return m_filter.matches(lead, m_replica, now, m_search) &&
           (!m_within || m_within->matches(lead, m_replica, now, m_anyText));
}

/// Before a change is shown: records the places of kept rows.
void LeadTableModel::holdPlaces()
{
    holdSections();
    for (const QUuid &id : m_kept) {
        const Lead *lead = m_replica.lead(id);
        if (!lead || matches(*lead))
            m_places.remove(id);
        else if (auto row = rowById(id); row && !m_places.contains(id)) {
            row->section = 0; // which a table without sections has
            m_places.insert(id, *row);
        }
    }
}

void LeadTableModel::sort(int column, Qt::SortOrder order)
{
    if (column != sortColumn())
        m_places.clear();
    SortedTableModel::sort(column, order);
}

void LeadTableModel::startAnew()
{
    m_changedByOthers.clear();
    m_search.clear();
    m_held.clear();
    rebuild();
}

void LeadTableModel::setFilter(const LeadFilter &filter, const std::optional<LeadFilter> &within)
{
    if (filter == m_filter && within == m_within && m_kept.isEmpty())
        return;
    m_filter = filter;
    m_within = within;
    m_search.setTyped(filter.text);
    m_kept.clear();
    m_places.clear();
    m_held.clear();
    rearrange();
}

void LeadTableModel::keep(const QUuid &leadId)
{
    if (rowOf(leadId) >= 0)
        m_kept.insert(leadId);
}

void LeadTableModel::release(const QUuid &leadId)
{
    m_held.remove(leadId);
    if (const Lead *lead = m_replica.lead(leadId); lead && matches(*lead))
        m_kept.remove(leadId);
}

void LeadTableModel::take(const QList<Lead> &leads, bool fromServer)
{
    if (fromServer) {
        const qint64 now = m_clock().micros;
        for (const Lead &lead : leads)
            m_changedByOthers.insert(lead.id, now);
    }
    holdPlaces();
    if (m_grouping != LeadGrouping::None)
        return rearrangeInTime();
    if (leads.size() > kPlacedOneByOne)
        return rearrange();
    for (const Lead &lead : leads)
        place(lead);
}

void LeadTableModel::place(const Lead &lead)
{
    const bool isShown = !lead.withdrawnAt;
    if (isShown && matches(lead))
        putRow(rowFor(lead));
    else if (isShown && m_kept.contains(lead.id))
        putRow(m_places.value(lead.id, rowFor(lead)));
    else
        dropRow(lead.id);
}

/// Only for which rows there are; the view writes the words about time.
void LeadTableModel::timePassed()
{
    if (m_filter.dueNowOnly || (m_within && m_within->dueNowOnly))
        rearrange();
}

} // namespace pl::tables
