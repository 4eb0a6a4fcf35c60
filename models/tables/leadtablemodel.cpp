#include "models/tables/leadtablemodel.h"

#include "models/domain/contactfields.h"

#include <limits>

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

/// A lead becomes due by waiting alone.
constexpr auto kClockTick = 30s;
/// Up to this many rows of one answer are placed one by one, with exact row signals; more are one new layout.
constexpr qsizetype kPlacedOneByOne = 200;

constexpr qint64 kNoDeadline = std::numeric_limits<qint64>::max();

} // namespace

LeadTableModel::LeadTableModel(const replica::OfficeReplica &replica, QObject *parent, std::function<Timestamp()> clock)
    : QAbstractTableModel(parent), m_replica(replica), m_clock(std::move(clock))
{
    connect(&replica, &replica::OfficeReplica::reset, this, &LeadTableModel::rebuild);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &LeadTableModel::take);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, [this] { rearrange(wantedRows()); });
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, [this] { rearrange(wantedRows()); });
    connect(&m_clockTick, &QTimer::timeout, this, &LeadTableModel::timePassed);
    m_clockTick.start(kClockTick);
    rebuild();
}

int LeadTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LeadTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LeadTableModel::data(const QModelIndex &index, int role) const
{
    const Lead *lead = leadAt(index);
    if (!lead)
        return {};
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
        return lead.fullName();
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

QVariant LeadTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case UrgencyColumn:
        return tr("Urgency");
    case DeadlineColumn:
        return tr("Deadline");
    case CustomerColumn:
        return tr("Customer");
    case ServiceColumn:
        return tr("Service");
    case ZipColumn:
        return tr("ZIP");
    case PhoneColumn:
        return tr("Phone");
    case StatusColumn:
        return tr("Status");
    case PlumberColumn:
        return tr("Plumber");
    case ReceivedColumn:
        return tr("Received");
    case EmailColumn:
        return tr("E-mail");
    case ColumnCount:
        break;
    }
    return {};
}

const Lead *LeadTableModel::leadAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return nullptr;
    return m_replica.lead(m_rows[static_cast<std::size_t>(index.row())].id);
}

int LeadTableModel::rowOf(const QUuid &leadId) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == leadId; });
    return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
}

std::optional<Timestamp> LeadTableModel::deadlineOf(const Lead &lead) const
{
    return lead.status == LeadStatus::New ? std::optional(m_replica.assignBy(lead)) : std::nullopt;
}

LeadTableModel::Row LeadTableModel::rowFor(const Lead &lead) const
{
    Row row{lead.id, 0, {}, lead.createdAt.micros};
    switch (static_cast<Column>(m_sortColumn)) {
    case UrgencyColumn:
        row.number = static_cast<qint64>(lead.urgency);
        break;
    case DeadlineColumn:
        row.number = deadlineOf(lead).value_or(Timestamp{kNoDeadline}).micros;
        break;
    case StatusColumn:
        row.number = static_cast<qint64>(lead.status);
        break;
    case ReceivedColumn:
        row.number = lead.createdAt.micros;
        break;
    case CustomerColumn:
    case ServiceColumn:
    case ZipColumn:
    case PhoneColumn:
    case PlumberColumn:
    case EmailColumn:
    case ColumnCount:
        row.text = displayValue(lead, m_sortColumn).toString().toCaseFolded();
        break;
    }
    return row;
}

bool LeadTableModel::before(const Row &a, const Row &b) const
{
    if (a.number != b.number)
        return m_sortOrder == Qt::AscendingOrder ? a.number < b.number : a.number > b.number;
    if (const int order = QString::localeAwareCompare(a.text, b.text); order != 0)
        return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
    return a.received != b.received ? a.received > b.received : a.id < b.id;
}

bool LeadTableModel::wanted(const Lead &lead, Timestamp now) const
{
    return m_kept.contains(lead.id) || m_filter.matches(lead, m_replica, now);
}

std::vector<LeadTableModel::Row> LeadTableModel::wantedRows() const
{
    const Timestamp now = m_clock();
    std::vector<Row> rows;
    for (const Lead &lead : m_replica.leads())
        if (wanted(lead, now))
            rows.push_back(rowFor(lead));
    std::sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) { return before(a, b); });
    return rows;
}

void LeadTableModel::rebuild()
{
    beginResetModel();
    m_changedByOthers.clear();
    m_rows = wantedRows();
    endResetModel();
}

/// One new layout that keeps selection and current row. A layout change may not alter the number of rows as views see
/// it half-way, so persistent indexes are moved by hand and those of hidden rows become invalid.
void LeadTableModel::rearrange(std::vector<Row> rows)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList oldIndexes = persistentIndexList();
    QList<QUuid> ids;
    for (const QModelIndex &index : oldIndexes)
        ids += m_rows[static_cast<std::size_t>(index.row())].id;
    m_rows = std::move(rows);
    QHash<QUuid, int> positions;
    if (!ids.isEmpty())
        for (int i = 0; i < rowCount(); ++i)
            positions.insert(m_rows[static_cast<std::size_t>(i)].id, i);
    QModelIndexList newIndexes;
    for (qsizetype i = 0; i < oldIndexes.size(); ++i) {
        const auto it = positions.constFind(ids[i]);
        newIndexes += it == positions.cend() ? QModelIndex() : index(*it, oldIndexes[i].column());
    }
    changePersistentIndexList(oldIndexes, newIndexes);
    Q_EMIT layoutChanged();
}

void LeadTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange(wantedRows());
}

void LeadTableModel::setFilter(const LeadFilter &filter)
{
    if (filter == m_filter && m_kept.isEmpty())
        return;
    m_filter = filter;
    m_kept.clear();
    rearrange(wantedRows());
}

void LeadTableModel::keep(const QUuid &leadId)
{
    if (rowOf(leadId) >= 0)
        m_kept.insert(leadId);
}

void LeadTableModel::release(const QUuid &leadId)
{
    if (const Lead *lead = m_replica.lead(leadId); lead && m_filter.matches(*lead, m_replica, m_clock()))
        m_kept.remove(leadId);
}

void LeadTableModel::take(const QList<Lead> &leads, bool fromServer)
{
    if (fromServer) {
        const qint64 now = m_clock().micros;
        for (const Lead &lead : leads)
            m_changedByOthers.insert(lead.id, now);
    }
    if (leads.size() > kPlacedOneByOne)
        return rearrange(wantedRows());
    for (const Lead &lead : leads)
        place(lead);
}

void LeadTableModel::place(const Lead &lead)
{
    const int from = rowOf(lead.id);
    if (!wanted(lead, m_clock())) {
        if (from >= 0) {
            beginRemoveRows({}, from, from);
            m_rows.erase(m_rows.begin() + from);
            endRemoveRows();
        }
        return;
    }
    const Row row = rowFor(lead);
    // Where it belongs among the others: the row itself, with its old key, must not be looked at.
    int to = 0;
    for (const Row &other : m_rows)
        to += other.id != row.id && before(other, row);
    if (from < 0) {
        beginInsertRows({}, to, to);
        m_rows.insert(m_rows.begin() + to, row);
        endInsertRows();
        return;
    }
    if (to != from && beginMoveRows({}, from, from, {}, to > from ? to + 1 : to)) {
        m_rows.erase(m_rows.begin() + from);
        m_rows.insert(m_rows.begin() + to, row);
        endMoveRows();
    } else {
        m_rows[static_cast<std::size_t>(from)] = row;
    }
    Q_EMIT dataChanged(index(to, 0), index(to, ColumnCount - 1));
}

/// Words about time are the view's affair; here it is about which rows there are.
void LeadTableModel::timePassed()
{
    if (m_filter.dueNowOnly)
        rearrange(wantedRows());
}

} // namespace pl::tables
