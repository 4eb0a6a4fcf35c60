#include "models/tables/sourcetablemodel.h"

namespace pl::tables {
namespace {

/// Tenths of a percent; -1 when nothing has come.
qint64 duplicateShare(const SourceFigures &figures)
{
    return figures.received > 0 ? (figures.duplicates * qint64(1000) + figures.received / 2) / figures.received : -1;
}

} // namespace

SourceTableModel::SourceTableModel(const replica::SourceBook &book, const SourceTally &tally, QObject *parent)
    : SortedTableModel({{NameColumn, tr("Name")},
                        {KindColumn, tr("Kind")},
                        {StateColumn, tr("State")},
                        {LastColumn, tr("Last lead")},
                        {TodayColumn, tr("Today")},
                        {WeekColumn, tr("7 days")},
                        {ToSortColumn, tr("To sort")},
                        {CostColumn, tr("Cost")},
                        {DuplicatesColumn, tr("Dupl.")}},
                       NameColumn, Qt::AscendingOrder, parent,
                       {TodayColumn, WeekColumn, ToSortColumn, CostColumn, DuplicatesColumn})
    , m_book(book)
    , m_tally(tally)
{
    connect(&book, &replica::SourceBook::changed, this, &SourceTableModel::refresh);
    connect(&tally, &SourceTally::changed, this, &SourceTableModel::refresh);
    refresh();
}

void SourceTableModel::setWords(Words words)
{
    m_words = std::move(words);
    refresh();
}

void SourceTableModel::setStates(const QSet<SourceState> &states)
{
    if (std::exchange(m_states, states) != states)
        refresh();
}

const LeadSource *SourceTableModel::sourceAt(const QModelIndex &index) const
{
    return m_book.source(idAt(index));
}

std::optional<Timestamp> SourceTableModel::lastOf(const LeadSource &source) const
{
    const auto last = m_tally.figures(source.id).last;
    return last ? last : m_book.lastUse(source.id);
}

SourceState SourceTableModel::stateOf(const LeadSource &source) const
{
    if (!source.active)
        return SourceState::Revoked;
    if (m_book.silence(source.id))
        return SourceState::Silent;
    if (m_book.items(source.id).waiting > 0)
        return SourceState::ToSort;
    return lastOf(source) ? SourceState::Active : SourceState::NeverSent;
}

QVariant SourceTableModel::data(const QModelIndex &index, int role) const
{
    const LeadSource *source = sourceAt(index);
    if (!source)
        return {};
    switch (role) {
    case SourceIdRole:
        return source->id;
    case StateRole:
        return static_cast<int>(stateOf(*source));
    case Qt::DisplayRole:
        return displayValue(*source, index.column());
    case RawRole:
        return rawValue(*source, index.column());
    case Qt::TextAlignmentRole:
        return index.column() >= TodayColumn ? QVariant(static_cast<int>(Qt::AlignRight | Qt::AlignVCenter))
                                             : QVariant();
    default:
        return {};
    }
}

QVariant SourceTableModel::displayValue(const LeadSource &source, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return source.name;
    case KindColumn:
    case StateColumn:
    case LastColumn:
    case CostColumn:
        return m_words ? m_words(source, column) : rawValue(source, column).toString();
    case TodayColumn:
    case WeekColumn:
    case ToSortColumn:
        return QLocale().toString(rawValue(source, column).toLongLong());
    case DuplicatesColumn: {
        const qint64 share = rawValue(source, column).toLongLong();
        return share < 0 ? QStringLiteral("\u2013") : tr("%1%").arg(QLocale().toString(double(share) / 10, 'f', 1));
    }
    case ColumnCount:
        break;
    }
    return {};
}

QVariant SourceTableModel::rawValue(const LeadSource &source, int column) const
{
    const SourceFigures figures = m_tally.figures(source.id);
    switch (static_cast<Column>(column)) {
    case NameColumn:
        return source.name;
    case KindColumn:
        return m_words ? m_words(source, column) : QString(enumName(source.kind));
    case StateColumn:
        return static_cast<int>(stateOf(source));
    case LastColumn:
        return lastOf(source).value_or(Timestamp{}).micros;
    case TodayColumn:
        return qint64(figures.today());
    case WeekColumn:
        return qint64(figures.week());
    case ToSortColumn:
        return qint64(m_book.items(source.id).waiting);
    case CostColumn:
        return costOf(source);
    case DuplicatesColumn:
        return duplicateShare(figures);
    case ColumnCount:
        break;
    }
    return {};
}

std::vector<SortedTableModel::Row> SourceTableModel::wantedRows() const
{
    std::vector<Row> rows;
    for (const LeadSource &source : m_book.sources())
        if (m_states.isEmpty() || m_states.contains(stateOf(source)))
            rows.push_back(sortedBy(rawValue(source, sortColumn()), Row{source.id, 0, {}, 0, source.name}));
    return rows;
}

} // namespace pl::tables
