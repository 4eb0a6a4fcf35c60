#include "models/tables/compacttablemodel.h"

#include <QHash>
#include <QThreadPool>

namespace pl::tables {
namespace {

using namespace std::chrono_literals;
using columns::Row;

constexpr auto kSoon = 300ms;

} // namespace

CompactTableModel::CompactTableModel(const Heads &heads, int sortColumn, Qt::SortOrder sortOrder, QObject *parent,
                                     const QList<int> &numbers)
    : PlacedTableModel(heads, numbers, parent), m_sortColumn(sortColumn), m_sortOrder(sortOrder)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoon);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_isWorking)
            m_isWanted = true; // what it finds is shown first
        else
            arrange();
    });
}

void CompactTableModel::setRowsAtOnce(std::size_t rows)
{
    m_rowsAtOnce = rows;
    m_soon.setInterval(0);
}

void CompactTableModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    arrange();
}

int CompactTableModel::rowOf(const QUuid &id) const
{
    const Row row = numberOf(id);
    return row < m_isShown.size() && m_isShown.test(row) ? placeIn(m_shown, row) : -1;
}

void CompactTableModel::arrange()
{
    ++m_wish;
    m_soon.stop();
    if (isSmall()) {
        Arranged arranged = arranging(true)();
        take(arranged);
    } else if (!m_isWorking) {
        work();
    }
}

void CompactTableModel::arrangeSoon()
{
    if (isSmall())
        arrange();
    else if (!m_soon.isActive())
        m_soon.start();
}

void CompactTableModel::work()
{
    m_isWorking = true;
    m_isWanted = false;
    m_meanwhile.clear();
    const auto promise = std::make_shared<Later<Result<Arranged>>::Promise>();
    onResult(this, promise->later(), [this, wish = m_wish](Result<Arranged> arranged) { worked(arranged, wish); });
    QThreadPool::globalInstance()->start(
        [promise, arranging = arranging(false)] { promise->give(Result<Arranged>(arranging())); });
}

/// What was asked for before is not shown for a moment.
void CompactTableModel::worked(Result<Arranged> &arranged, int wish)
{
    m_isWorking = false;
    if (wish != m_wish) {
        if (m_taken != m_wish)
            work();
        return;
    }
    if (!arranged)
        return; // the program ends
    take(*arranged);
    if (m_isWanted)
        m_soon.start();
    if (!m_meanwhile.empty())
        change(std::exchange(m_meanwhile, {}));
}

void CompactTableModel::take(Arranged &arranged)
{
    m_taken = m_wish;
    if (!m_shown.empty())
        return layOut(std::move(arranged.rows), arranged.take);
    beginResetModel();
    fill(std::move(arranged.rows), arranged.take);
    endResetModel();
}

void CompactTableModel::fill(ShownRows rows, const std::function<void()> &take)
{
    m_shown = std::move(rows);
    if (take)
        take();
    m_isShown = columns::Bitmap(rowsInAll());
    for (const Row row : m_shown)
        m_isShown.set(row);
}

/// A layout change must not change the number of rows while views update, so persistent indexes are moved by hand and
/// those of hidden rows become invalid.
void CompactTableModel::layOut(ShownRows rows, const std::function<void()> &take)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<QUuid> ids;
    for (const QModelIndex &index : before)
        ids += idOf(shownAt(index));
    fill(std::move(rows), take);
    QHash<Row, int> places;
    columns::Bitmap isHeld(m_isShown.size());
    for (const QUuid &id : std::as_const(ids))
        if (const Row row = numberOf(id); row < isHeld.size())
            isHeld.set(row);
    if (!ids.isEmpty())
        for (int place = 0; place < rowCount(); ++place)
            if (const Row row = m_shown[static_cast<std::size_t>(place)]; isHeld.test(row))
                places.insert(row, place);
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const auto place = places.constFind(numberOf(ids[i]));
        after += place == places.cend() ? QModelIndex() : index(*place, before[i].column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

} // namespace pl::tables
