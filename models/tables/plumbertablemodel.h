#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/plumberfilter.h"
#include "models/tables/sortedtablemodel.h"
#include "models/tables/textsearch.h"

#include <functional>
#include <limits>

namespace pl::tables {

/// The plumbers of a replica as a table, without removed ones. Gives raw values.
class PlumberTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StatusColumn,
        ServicesColumn,
        ZipColumn,
        RadiusColumn,
        PhoneColumn,
        EmailColumn,
        TodayColumn,
        CapColumn,
        CardColumn,
        VerifiedColumn,
        InsuranceColumn,
        LicenseColumn,
        DuplicateColumn, ///< the names of those with the same phone number or e-mail address
        CompanyColumn,
        ColumnCount
    };

    enum Role {
        PlumberIdRole = Qt::UserRole, ///< QUuid
        RawRole,   ///< StatusColumn: int PlumberStatus. Card, Verified: bool. Radius, Today, Cap: int. Insurance,
                   ///< License: Julian day, or the largest number when it isn't known. Others: text.
        StatusRole ///< int PlumberStatus, any column; a pause that is over counts as active
    };

    explicit PlumberTableModel(const replica::OfficeReplica &replica, QObject *parent = nullptr,
                               std::function<Timestamp()> clock = &Timestamp::now);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setFilter(const PlumberFilter &filter);
    const PlumberFilter &filter() const { return m_filter; }
    /// Who may be whom, among all rows of the replica.
    const PlumberMatches &matches() const { return m_matches; }
    /// The office's.
    QDate today() const;
    /// A pause ends and papers run out with the day, without any news: to be called now and then.
    void followDay();
    /// Null when the row is not there.
    const Plumber *plumberAt(const QModelIndex &index) const;

private:
    QVariant displayValue(const Plumber &plumber, int column) const;
    QVariant rawValue(const Plumber &plumber, int column) const;
    static QString expiryText(const std::optional<QDate> &day);
    QString twinNames(const Plumber &plumber) const;
    std::vector<Row> wantedRows() const override;

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    PlumberFilter m_filter;
    TextSearch m_search;
    PlumberMatches m_matches;
    QDate m_day; ///< today, when the rows were made
    QHash<QUuid, int> m_today;
};

} // namespace pl::tables
