#include "models/tables/plumbertablemodel.h"

#include "models/domain/contactfields.h"

namespace pl::tables {
namespace {

QString plumberWords(const Plumber &plumber)
{
    const QStringList parts{plumber.fullName(), plumber.email,   plumber.phoneNumber,
                            plumber.zipCode,    plumber.company, plumber.licenseNumber};
    return (parts + plumber.services + plumber.zipCodes).join(u'\n');
}

qint64 dayNumber(const std::optional<QDate> &day)
{
    return day ? day->toJulianDay() : std::numeric_limits<qint64>::max();
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
                        {CardColumn, tr("Card")},
                        {VerifiedColumn, tr("Verified")},
                        {InsuranceColumn, tr("Insurance")},
                        {LicenseColumn, tr("License")},
                        {DuplicateColumn, tr("Same as")},
                        {CompanyColumn, tr("Company")}},
                       NameColumn, Qt::AscendingOrder, parent)
    , m_replica(replica)
    , m_clock(std::move(clock))
{
    const auto recount = [this] {
        m_today = m_replica.leadsAssignedToday(m_clock());
        m_day = today();
        refresh();
    };
    const auto compare = [this, recount] {
        m_matches = PlumberMatches(m_replica.plumbers());
        recount();
    };
    connect(&replica, &replica::OfficeReplica::reset, this, compare);
    connect(&replica, &replica::OfficeReplica::plumbersChanged, this, compare);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, recount);
    compare();
}

QDate PlumberTableModel::today() const
{
    return m_replica.settings().dispatch.localTime(m_clock()).date();
}

void PlumberTableModel::followDay()
{
    if (today() == m_day)
        return;
    m_day = today();
    m_today = m_replica.leadsAssignedToday(m_clock());
    refresh();
}

QString PlumberTableModel::twinNames(const Plumber &plumber) const
{
    QStringList names;
    for (const PlumberMatches::Match &match : m_matches.of(plumber))
        names += m_replica.plumberName(match.plumberId);
    names.sort(Qt::CaseInsensitive);
    return names.join(QStringLiteral(", "));
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
        return static_cast<int>(plumber->statusOn(m_day));
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
        return QString(enumName(plumber.statusOn(m_day)));
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
    case VerifiedColumn:
        return plumber.isVerified() ? tr("yes") : tr("no");
    case InsuranceColumn:
        return expiryText(plumber.insuranceExpires);
    case LicenseColumn:
        return expiryText(plumber.licenseExpires);
    case DuplicateColumn:
        return twinNames(plumber);
    case CompanyColumn:
        return plumber.company;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PlumberTableModel::rawValue(const Plumber &plumber, int column) const
{
    switch (static_cast<Column>(column)) {
    case StatusColumn:
        return static_cast<int>(plumber.statusOn(m_day));
    case RadiusColumn:
        return plumber.serviceRadiusMiles;
    case TodayColumn:
        return m_today.value(plumber.id);
    case CapColumn:
        return plumber.dailyLeadCap.value_or(std::numeric_limits<int>::max());
    case CardColumn:
        return plumber.paymentReady;
    case VerifiedColumn:
        return plumber.isVerified();
    case InsuranceColumn:
        return dayNumber(plumber.insuranceExpires);
    case LicenseColumn:
        return dayNumber(plumber.licenseExpires);
    case DuplicateColumn:
    case CompanyColumn:
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

QString PlumberTableModel::expiryText(const std::optional<QDate> &day)
{
    return day ? QLocale().toString(*day, QLocale::ShortFormat) : tr("not known");
}

void PlumberTableModel::setFilter(const PlumberFilter &filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    m_search.setTyped(filter.text);
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
        if (!m_filter.matchesState(plumber, m_matches, m_day) ||
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
