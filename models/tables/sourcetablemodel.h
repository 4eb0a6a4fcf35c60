#pragma once

#include "models/replica/sourcebook.h"
#include "models/tables/sortedtablemodel.h"
#include "models/tables/sourcetally.h"

#include <QSet>

namespace pl::tables {

/// How a source is doing; the one that needs somebody most comes first.
enum class SourceState {
    Silent,    ///< it sends far less than it usually does
    ToSort,    ///< something that it sent waits for somebody
    NeverSent, ///< nothing has come from it yet
    Active,
    Revoked ///< its key no longer works
};

/// The office's sources as a table. Gives raw values, and for the cells that need sentences those of setWords().
class SourceTableModel : public SortedTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        KindColumn,
        StateColumn,
        LastColumn,
        TodayColumn,
        WeekColumn,
        ToSortColumn,
        CostColumn,
        DuplicatesColumn,
        ColumnCount
    };

    enum Role {
        SourceIdRole = Qt::UserRole, ///< QUuid
        RawRole,  ///< State: int SourceState. Last: qint64 micros. Duplicates: qint64 tenths of a percent, -1 for none.
                  ///< Today, Week, ToSort, Cost (cents): qint64. Others: text.
        StateRole ///< int SourceState, any column
    };
    /// The text of a cell that isn't a number or a name.
    using Words = std::function<QString(const LeadSource &source, int column)>;

    /// All must outlive the model.
    SourceTableModel(const replica::SourceBook &book, const SourceTally &tally, QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    /// For the kind, the state, the time of the last lead, and the cost. They show and, for the kind, sort.
    void setWords(Words words);
    /// Shows only sources in these states; all of them when there are none.
    void setStates(const QSet<SourceState> &states);
    /// Null when the row is not there.
    const LeadSource *sourceAt(const QModelIndex &index) const;
    SourceState stateOf(const LeadSource &source) const;
    /// When the newest lead came or, when none is known, its key was last used.
    std::optional<Timestamp> lastOf(const LeadSource &source) const;
    /// What one of its leads costs on average, in cents.
    qint64 costOf(const LeadSource &source) const { return m_tally.figures(source.id).costOfOne(source.costCents); }

private:
    QVariant displayValue(const LeadSource &source, int column) const;
    QVariant rawValue(const LeadSource &source, int column) const;
    std::vector<Row> wantedRows() const override;

    const replica::SourceBook &m_book;
    const SourceTally &m_tally;
    QSet<SourceState> m_states;
    Words m_words;
};

} // namespace pl::tables

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 5> kEnumNames<tables::SourceState>{
    QLatin1StringView("silent"), QLatin1StringView("to_sort"), QLatin1StringView("never_sent"),
    QLatin1StringView("active"), QLatin1StringView("revoked")};

} // namespace pl
