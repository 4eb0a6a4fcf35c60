#pragma once

#include "models/domain/officesettings.h"
#include "models/tables/headedtablemodel.h"

namespace pl::tables {

/// What a lead costs: one row per service, by category and name, one column per urgency. Can also preview prices under
/// rules that are not saved yet. Gives raw values.
class PriceTableModel : public HeadedTableModel
{
    Q_OBJECT

public:
    enum Column { ServiceColumn, CategoryColumn, TodayColumn, WeekColumn, MonthColumn, StateColumn, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole, ///< QString, any column
        RawRole,   ///< urgency columns: qint64 cents. StateColumn: bool, whether it is offered. Others: text
        WasRole,   ///< urgency columns: qint64 cents under the saved rules, where the preview differs; else invalid
        ActiveRole ///< bool, any column
    };

    explicit PriceTableModel(QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setPrices(const QList<Service> &services, const OfficeSettings &saved);
    /// Shows the prices under these rules.
    void setPreview(const OfficeSettings &rules);
    /// Null when the row is not there. Valid until the prices change.
    const Service *serviceAt(const QModelIndex &index) const;
    int rowOf(const QString &name) const;

private:
    QVariant rawValue(const Service &service, int column) const;
    QString displayValue(const Service &service, int column) const;
    QVariant wasValue(const Service &service, int column) const;

    QList<Service> m_services;
    OfficeSettings m_saved;
    OfficeSettings m_rules;
};

} // namespace pl::tables
