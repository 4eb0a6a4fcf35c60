#pragma once

#include "models/replica/officereplica.h"
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
        ColumnCount
    };

    enum Role {
        PlumberIdRole = Qt::UserRole, ///< QUuid
        RawRole,   ///< StatusColumn: int PlumberStatus. CardColumn: bool. Radius, Today, Cap: int. Others: text.
        StatusRole ///< int PlumberStatus, any column; a pause that is over counts as active
    };

    explicit PlumberTableModel(const replica::OfficeReplica &replica, QObject *parent = nullptr,
                               std::function<Timestamp()> clock = &Timestamp::now);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    void setText(const QString &text);
    /// Null when the row is not there.
    const Plumber *plumberAt(const QModelIndex &index) const;

private:
    PlumberStatus statusOf(const Plumber &plumber) const;
    QVariant displayValue(const Plumber &plumber, int column) const;
    QVariant rawValue(const Plumber &plumber, int column) const;
    std::vector<Row> wantedRows() const override;

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    QString m_text;
    TextSearch m_search;
    QHash<QUuid, int> m_today;
};

} // namespace pl::tables
