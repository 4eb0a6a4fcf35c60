#include "models/tables/compacttablemodel.h"

// How changed rows of a compact table get to their places.

namespace pl::tables {
namespace {

using columns::Row;

constexpr std::size_t kPlacedTogether = 200; ///< changed rows
constexpr std::size_t kPlacedAlone = 8;      ///< the same, of a table of any length
/// Each step looks through all rows, here and in views; beyond that, one layout change takes less time.
constexpr std::size_t kMostPlacingSteps = 2'000'000;

} // namespace

void CompactTableModel::change(std::vector<Row> rows)
{
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    if (m_isWorking)
        m_meanwhile.insert(m_meanwhile.end(), rows.begin(), rows.end());
    else if (rows.size() > (isSmall() ? kPlacedTogether : kPlacedAlone) || !standing())
        arrangeSoon();
    else if (rows.size() > kPlacedAlone)
        place(rows);
    else
        placeEach(rows);
}

/// Without a look at all others, of which there may be a million.
void CompactTableModel::placeEach(std::vector<Row> changed)
{
    columns::Bitmap before = m_isShown;
    before.resize(std::max(m_isShown.size(), rowsInAll()));
    m_isShown.resize(before.size());
    retake(changed, m_isShown);
    const auto stands = standing();
    while (!changed.empty()) {
        const Row row = changed.back();
        const int from = before.test(row) ? placeIn(m_shown, row) : -1;
        const int to = m_isShown.test(row) ? placeFor(row, changed, stands) : -1;
        changed.pop_back();
        if (from < 0 && to >= 0)
            addPlaced(to, std::span(&row, 1));
        else if (from >= 0 && to < 0)
            removePlaced(from, from);
        else if (from >= 0)
            moveTo(from, from < to ? to - 1 : to);
    }
}

void CompactTableModel::moveTo(int from, int to)
{
    if (from != to)
        movePlaced(from, to);
    touchPlaced(to, to);
}

/// Where the row belongs among those that aren't `waiting`: where these are says nothing.
int CompactTableModel::placeFor(Row row, const std::vector<Row> &waiting,
                                const std::function<bool(Row, Row)> &stands) const
{
    const auto isWaiting = [&](std::size_t place) {
        return std::find(waiting.begin(), waiting.end(), m_shown[place]) != waiting.end();
    };
    std::size_t first = 0;
    std::size_t end = m_shown.size();
    while (first < end) {
        const std::size_t middle = first + (end - first) / 2;
        std::size_t other = middle;
        while (other < end && isWaiting(other))
            ++other;
        if (other < end && stands(m_shown[other], row))
            first = other + 1;
        else
            end = middle;
    }
    return static_cast<int>(first);
}

void CompactTableModel::place(const std::vector<Row> &changed)
{
    m_isShown.resize(std::max(m_isShown.size(), rowsInAll()));
    retake(changed, m_isShown);
    const ShownRows wanted = withChanged(changed);
    const RowPlacing placing(m_shown, wanted, changed);
    if (placing.steps() * m_shown.size() > kMostPlacingSteps)
        layOut(wanted, {});
    else
        placing.run(*this);
}

/// The others stand as they did.
ShownRows CompactTableModel::withChanged(const std::vector<Row> &changed) const
{
    columns::Bitmap isChanged(m_isShown.size());
    ShownRows moved;
    for (const Row row : changed) {
        isChanged.set(row);
        if (m_isShown.test(row))
            moved.push_back(row);
    }
    ShownRows others;
    others.reserve(m_shown.size());
    std::copy_if(m_shown.begin(), m_shown.end(), std::back_inserter(others),
                 [&isChanged](Row row) { return !isChanged.test(row); });
    const auto stands = standing();
    std::sort(moved.begin(), moved.end(), stands);
    ShownRows wanted;
    wanted.reserve(others.size() + moved.size());
    auto from = others.begin();
    for (const Row row : moved) {
        const auto to = std::lower_bound(from, others.end(), row, stands);
        wanted.insert(wanted.end(), from, to);
        wanted.push_back(row);
        from = to;
    }
    wanted.insert(wanted.end(), from, others.end());
    return wanted;
}

} // namespace pl::tables
