#include "models/tables/pricetablemodel.h"

#include "models/domain/money.h"

namespace pl::tables {
namespace {

std::optional<Urgency> urgencyOf(int column)
{
    switch (column) {
    case PriceTableModel::TodayColumn:
        return Urgency::Day;
    case PriceTableModel::WeekColumn:
        return Urgency::Week;
    case PriceTableModel::MonthColumn:
        return Urgency::Month;
    default:
        return std::nullopt;
    }
}

} // namespace

PriceTableModel::PriceTableModel(QObject *parent)
    : HeadedTableModel({{ServiceColumn, tr("Service")},
                        {CategoryColumn, tr("Category")},
                        {TodayColumn, tr("Today")},
                        {WeekColumn, tr("This week")},
                        {MonthColumn, tr("This month")},
                        {StateColumn, tr("Status")}},
                       {TodayColumn, WeekColumn, MonthColumn}, parent)
{
}

int PriceTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_services.size());
}

QVariant PriceTableModel::data(const QModelIndex &index, int role) const
{
    const Service *service = serviceAt(index);
    if (!service)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return displayValue(*service, index.column());
    case RawRole:
        return rawValue(*service, index.column());
    case WasRole:
        return wasValue(*service, index.column());
    case NameRole:
        return service->name;
    case ActiveRole:
        return service->active;
    default:
        return {};
    }
}

QVariant PriceTableModel::rawValue(const Service &service, int column) const
{
    if (const auto urgency = urgencyOf(column))
        return m_rules.priceCents(service.priceCents, *urgency);
    return column == StateColumn ? QVariant(service.active) : QVariant(displayValue(service, column));
}

QVariant PriceTableModel::wasValue(const Service &service, int column) const
{
    const auto urgency = urgencyOf(column);
    if (!urgency)
        return {};
    const qint64 was = m_saved.priceCents(service.priceCents, *urgency);
    return was == m_rules.priceCents(service.priceCents, *urgency) ? QVariant() : QVariant(was);
}

QString PriceTableModel::displayValue(const Service &service, int column) const
{
    switch (static_cast<Column>(column)) {
    case ServiceColumn:
        return service.name;
    case CategoryColumn:
        return service.category;
    case TodayColumn:
    case WeekColumn:
    case MonthColumn:
        return moneyText(Money{rawValue(service, column).toLongLong(), m_saved.currency});
    case StateColumn:
        return service.active ? tr("offered") : tr("not offered");
    case ColumnCount:
        break;
    }
    return {};
}

void PriceTableModel::setPrices(const QList<Service> &services, const OfficeSettings &saved)
{
    const auto name = [](const Service &service) { return service.name; };
    const bool sameRows = std::equal(services.begin(), services.end(), m_services.cbegin(), m_services.cend(),
                                     [&](const Service &a, const Service &b) { return name(a) == name(b); });
    m_saved = m_rules = saved;
    if (!sameRows) {
        beginResetModel();
        m_services = services;
        endResetModel();
        return;
    }
    m_services = services;
    if (!m_services.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void PriceTableModel::setPreview(const OfficeSettings &rules)
{
    m_rules = rules;
    if (!m_services.isEmpty())
        Q_EMIT dataChanged(index(0, TodayColumn), index(rowCount() - 1, MonthColumn));
}

const Service *PriceTableModel::serviceAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.model() != this || index.row() >= rowCount())
        return nullptr;
    return &m_services[index.row()];
}

int PriceTableModel::rowOf(const QString &name) const
{
    const auto it =
        std::find_if(m_services.cbegin(), m_services.cend(), [&](const Service &s) { return s.name == name; });
    return it == m_services.cend() ? -1 : static_cast<int>(it - m_services.cbegin());
}

} // namespace pl::tables
