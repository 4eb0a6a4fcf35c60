#pragma once

#include "models/replica/intakereplica.h"
#include "models/replica/officereplica.h"
#include "models/tables/sortedtablemodel.h"

#include <QSet>

#include <functional>

namespace pl::tables {

/// Which items a table shows. An empty set means "any".
struct IntakeFilter
{
    QSet<QUuid> sources;
    QSet<IntakeCause> causes;

    bool operator==(const IntakeFilter &) const = default;
    bool isEmpty() const { return *this == IntakeFilter{}; }
    /// Never a settled one.
    bool matches(const IntakeItem &item) const;
};

/// The items that wait to be sorted, and those that the server is trying again, as a table. Gives raw values; the
/// delegate adds words and colors.
class IntakeTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column { SourceColumn, CameColumn, CauseColumn, ReasonColumn, ColumnCount };

    enum Role {
        ItemIdRole = Qt::UserRole ///< QUuid
    };

    /// Both must outlive the model.
    IntakeTableModel(const replica::IntakeReplica &intake, const replica::OfficeReplica &office,
                     QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// What a screen reader says for a cell, also its full tool tip; without it, the display text.
    void setSpokenWords(std::function<QString(const IntakeItem &, int column)> words) { m_words = std::move(words); }

    void setFilter(const IntakeFilter &filter);
    const IntakeFilter &filter() const { return m_filter; }

    /// Null if the row no longer exists. Valid until the event loop runs again.
    const IntakeItem *itemAt(const QModelIndex &index) const;

private:
    std::vector<Row> wantedRows() const override;
    Row rowFor(const IntakeItem &item) const;
    void take(const QList<IntakeItem> &items);
    QString displayValue(const IntakeItem &item, int column) const;

    const replica::IntakeReplica &m_intake;
    const replica::OfficeReplica &m_office;
    std::function<QString(const IntakeItem &, int column)> m_words;
    IntakeFilter m_filter;
};

} // namespace pl::tables
