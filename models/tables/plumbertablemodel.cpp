#include "models/tables/plumbertablemodel.h"

#include "models/domain/contactfields.h"

namespace pl::tables {
namespace {

QString plumberWords(const Plumber &plumber)
{
    const QStringList parts{plumber.fullName(), plumber.email, plumber.phoneNumber, plumber.zipCode};
    return (parts + plumber.services).join(u'\n');
}

int compare(const QVariant &a, const QVariant &b)
{
    if (a.userType() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString());
    return a.toInt() < b.toInt() ? -1 : a.toInt() > b.toInt();
}

} // namespace

PlumberTableModel::PlumberTableModel(const replica::OfficeReplica &replica, QObject *parent,
                                     std::function<Timestamp()> clock)
    : QAbstractTableModel(parent), m_replica(replica), m_clock(std::move(clock))
{
    const auto refresh = [this] {
        m_today = m_replica.leadsAssignedToday(m_clock());
        rearrange();
    };
    connect(&replica, &replica::OfficeReplica::reset, this, refresh);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, refresh);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, refresh);
    refresh();
}

int PlumberTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlumberTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlumberTableModel::data(const QModelIndex &index, int role) const
{
    const Plumber *plumber = plumberAt(index);
    if (!plumber)
        return {};
    switch (role) {
    case PlumberIdRole:
        return plumber->id;
    case StatusRole:
        return static_cast<int>(plumber->status);
    case Qt::DisplayRole:
        return displayValue(*plumber, index.column());
    case RawRole:
        return rawValue(*plumber, index.column());
    default:
        return {};
    }
}

QVariant PlumberTableModel::displayValue(const Plumber &plumber, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return plumber.fullName();
    case StatusColumn:
        return QString(enumName(plumber.status));
    case ServicesColumn:
        return plumber.services.join(QStringLiteral(", "));
    case ZipColumn:
        return plumber.zipCode;
    case RadiusColumn:
        return tr("%1 mi").arg(plumber.serviceRadiusMiles);
    case PhoneColumn:
        return phoneForPeople(plumber.phoneNumber);
    case EmailColumn:
        return plumber.email;
    case TodayColumn:
        return QString::number(m_today.value(plumber.id));
    case CapColumn:
        return plumber.dailyLeadCap ? QString::number(*plumber.dailyLeadCap) : tr("none");
    case CardColumn:
        return plumber.paymentReady ? tr("on file") : tr("missing");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PlumberTableModel::rawValue(const Plumber &plumber, int column) const
{
    switch (static_cast<Column>(column)) {
    case StatusColumn:
        return static_cast<int>(plumber.status);
    case RadiusColumn:
        return plumber.serviceRadiusMiles;
    case TodayColumn:
        return m_today.value(plumber.id);
    case CapColumn:
        return plumber.dailyLeadCap.value_or(std::numeric_limits<int>::max());
    case CardColumn:
        return plumber.paymentReady;
    case NameColumn:
    case ServicesColumn:
    case ZipColumn:
    case PhoneColumn:
    case EmailColumn:
    case ColumnCount:
        break;
    }
    return displayValue(plumber, column);
}

QVariant PlumberTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NameColumn:
        return tr("Name");
    case StatusColumn:
        return tr("Status");
    case ServicesColumn:
        return tr("Services");
    case ZipColumn:
        return tr("ZIP");
    case RadiusColumn:
        return tr("Radius");
    case PhoneColumn:
        return tr("Phone");
    case EmailColumn:
        return tr("E-mail");
    case TodayColumn:
        return tr("Today");
    case CapColumn:
        return tr("Daily cap");
    case CardColumn:
        return tr("Card");
    case ColumnCount:
        break;
    }
    return {};
}

void PlumberTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= ColumnCount)
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    rearrange();
}

void PlumberTableModel::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    m_search.setTyped(text);
    rearrange();
}

const Plumber *PlumberTableModel::plumberAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return nullptr;
    return m_replica.plumber(m_rows[index.row()]);
}

int PlumberTableModel::rowOf(const QUuid &plumberId) const
{
    return static_cast<int>(m_rows.indexOf(plumberId));
}

QList<QUuid> PlumberTableModel::wantedRows() const
{
    struct Keyed
    {
        QVariant key;
        QString name;
        QUuid id;
    };
    std::vector<Keyed> rows;
    for (const Plumber &plumber : m_replica.plumbers())
        if (plumber.status != PlumberStatus::Removed &&
            (m_search.isEmpty() ||
             m_search.finds(plumber.id, plumber.version, {}, [&plumber] { return plumberWords(plumber); })))
            rows.push_back({rawValue(plumber, m_sortColumn), plumber.fullName(), plumber.id});
    std::sort(rows.begin(), rows.end(), [this](const Keyed &a, const Keyed &b) {
        if (const int order = compare(a.key, b.key); order != 0)
            return m_sortOrder == Qt::AscendingOrder ? order < 0 : order > 0;
        const int byName = QString::localeAwareCompare(a.name, b.name);
        return byName != 0 ? byName < 0 : a.id < b.id;
    });
    QList<QUuid> ids;
    for (const Keyed &row : rows)
        ids += row.id;
    return ids;
}

void PlumberTableModel::rearrange()
{
    const QList<QUuid> rows = wantedRows();
    if (rows == m_rows) {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList oldIndexes = persistentIndexList();
    const QList<QUuid> before = std::exchange(m_rows, rows);
    QModelIndexList newIndexes;
    for (const QModelIndex &old : oldIndexes) {
        const int row = rowOf(before.value(old.row()));
        newIndexes += row < 0 ? QModelIndex() : index(row, old.column());
    }
    changePersistentIndexList(oldIndexes, newIndexes);
    Q_EMIT layoutChanged();
}

} // namespace pl::tables
