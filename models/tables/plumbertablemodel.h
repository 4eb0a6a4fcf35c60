#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/textsearch.h"

#include <QAbstractTableModel>

#include <functional>
#include <limits>

namespace pl::tables {

/// The plumbers of a replica as a table that filters by a text and sorts itself; without removed ones. Gives raw
/// values.
class PlumberTableModel : public QAbstractTableModel
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
        StatusRole ///< int PlumberStatus, any column
    };

    explicit PlumberTableModel(const replica::OfficeReplica &replica, QObject *parent = nullptr,
                               std::function<Timestamp()> clock = &Timestamp::now);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    void setText(const QString &text);
    /// Null when the row is not there.
    const Plumber *plumberAt(const QModelIndex &index) const;
    /// -1 if the filter hides it.
    int rowOf(const QUuid &plumberId) const;

private:
    QVariant displayValue(const Plumber &plumber, int column) const;
    QVariant rawValue(const Plumber &plumber, int column) const;
    QList<QUuid> wantedRows() const;
    void rearrange();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    QString m_text;
    TextSearch m_search;
    int m_sortColumn = NameColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    QList<QUuid> m_rows;
    QHash<QUuid, int> m_today;
};

} // namespace pl::tables
