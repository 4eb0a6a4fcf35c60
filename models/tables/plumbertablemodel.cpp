#include "models/tables/plumbertablemodel.h"

#include "models/domain/contactfields.h"

namespace pl::tables {
namespace {

QString plumberWords(const Plumber &plumber)
{
    const QStringList parts{plumber.fullName(), plumber.email, plumber.phoneNumber, plumber.zipCode};
    return (parts + plumber.services).join(u'\n');
}

} // namespace

PlumberTableModel::PlumberTableModel(const replica::OfficeReplica &replica, QObject *parent,
                                     std::function<Timestamp()> clock)
    : SortedTableModel({{NameColumn, tr("Name")},
                        {StatusColumn, tr("Status")},
                        {ServicesColumn, tr("Services")},
                        {ZipColumn, tr("ZIP")},
                        {RadiusColumn, tr("Radius")},
                        {PhoneColumn, tr("Phone")},
                        {EmailColumn, tr("E-mail")},
                        {TodayColumn, tr("Today")},
                        {CapColumn, tr("Daily cap")},
                        {CardColumn, tr("Card")}},
                       NameColumn, Qt::AscendingOrder, parent)
    , m_replica(replica)
    , m_clock(std::move(clock))
{
    const auto recount = [this] {
        m_today = m_replica.leadsAssignedToday(m_clock());
        refresh();
    };
    connect(&replica, &replica::OfficeReplica::reset, this, recount);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, recount);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, recount);
    recount();
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
        return static_cast<int>(statusOf(*plumber));
    case Qt::DisplayRole:
        return displayValue(*plumber, index.column());
    case RawRole:
        return rawValue(*plumber, index.column());
    default:
        return {};
    }
}

PlumberStatus PlumberTableModel::statusOf(const Plumber &plumber) const
{
    return plumber.pausedUntil ? plumber.statusOn(m_replica.settings().dispatch.localTime(m_clock()).date())
                               : plumber.status;
}

QVariant PlumberTableModel::displayValue(const Plumber &plumber, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return plumber.fullName();
    case StatusColumn:
        return QString(enumName(statusOf(plumber)));
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
        return static_cast<int>(statusOf(plumber));
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

void PlumberTableModel::setText(const QString &text)
{
    if (std::exchange(m_text, text) == text)
        return;
    m_search.setTyped(text);
    refresh();
}

const Plumber *PlumberTableModel::plumberAt(const QModelIndex &index) const
{
    return m_replica.plumber(idAt(index));
}

std::vector<SortedTableModel::Row> PlumberTableModel::wantedRows() const
{
    std::vector<Row> rows;
    for (const Plumber &plumber : m_replica.plumbers()) {
        if (plumber.status == PlumberStatus::Removed ||
            !(m_search.isEmpty() ||
              m_search.finds(plumber.id, plumber.version, {}, [&plumber] { return plumberWords(plumber); })))
            continue;
        const QVariant key = rawValue(plumber, sortColumn());
        const bool isText = key.userType() == QMetaType::QString;
        rows.push_back(
            {plumber.id, isText ? 0 : key.toLongLong(), isText ? key.toString() : QString(), 0, plumber.fullName()});
    }
    return rows;
}

} // namespace pl::tables
