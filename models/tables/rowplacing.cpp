#include "models/tables/rowplacing.h"

#include <algorithm>

namespace pl::tables {

using columns::Row;

int placeIn(const ShownRows &rows, Row row)
{
    const auto at = std::find(rows.begin(), rows.end(), row);
    return at == rows.end() ? -1 : static_cast<int>(at - rows.begin());
}

RowPlacing::RowPlacing(const ShownRows &before, const ShownRows &wanted, const std::vector<Row> &changed)
    : m_wanted(wanted), m_changed(changed.size())
{
    findPlaces(before, changed, m_changed, &Changed::from);
    findPlaces(wanted, changed, m_changed, &Changed::to);
    std::erase_if(m_changed, [](const Changed &one) { return one.from < 0 && one.to < 0; });
    std::sort(m_changed.begin(), m_changed.end(), [](const Changed &a, const Changed &b) { return a.to < b.to; });
    markSteady();
}

/// One pass over the list, whatever their number.
void RowPlacing::findPlaces(const ShownRows &rows, const std::vector<Row> &wanted, std::vector<Changed> &changed,
                            int Changed::*place)
{
    if (wanted.empty())
        return;
    columns::Bitmap isWanted(wanted.back() + std::size_t(1));
    for (const Row row : wanted)
        isWanted.set(row);
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (rows[at] < isWanted.size() && isWanted.test(rows[at])) {
            const auto found = std::lower_bound(wanted.begin(), wanted.end(), rows[at]);
            changed[static_cast<std::size_t>(found - wanted.begin())].*place = static_cast<int>(at);
        }
}

/// A row can stay while others are moved when as many rows that haven't changed stand before it as before, and no other
/// one that stays has passed it.
void RowPlacing::markSteady()
{
    const auto sorted = [this](int Changed::*place) {
        std::vector<int> places;
        for (const Changed &one : m_changed)
            if (one.*place >= 0)
                places.push_back(one.*place);
        std::sort(places.begin(), places.end());
        return places;
    };
    const auto unchangedBefore = [](const std::vector<int> &places, int at) {
        return at - static_cast<int>(std::lower_bound(places.begin(), places.end(), at) - places.begin());
    };
    const std::vector<int> from = sorted(&Changed::from);
    const std::vector<int> to = sorted(&Changed::to);
    int last = -1;
    for (Changed &one : m_changed) {
        one.isSteady = one.to >= 0 && one.from > last && unchangedBefore(from, one.from) == unchangedBefore(to, one.to);
        last = one.isSteady ? one.from : last;
    }
}

/// From the last to the first.
std::vector<RowPlacing::Run> RowPlacing::removals() const
{
    std::vector<int> places;
    for (const Changed &one : m_changed)
        if (one.to < 0)
            places.push_back(one.from);
    std::sort(places.begin(), places.end(), std::greater<>());
    std::vector<Run> runs;
    for (const int place : places)
        if (!runs.empty() && runs.back().first == place + 1)
            runs.back().first = place;
        else
            runs.push_back({place, place});
    return runs;
}

/// How many new rows stand side by side from this one on.
std::size_t RowPlacing::addedWith(std::size_t first) const
{
    std::size_t count = 1;
    while (first + count < m_changed.size() && m_changed[first + count].from < 0 &&
           m_changed[first + count].to == m_changed[first].to + static_cast<int>(count))
        ++count;
    return count;
}

/// Calls `use(row, count)` for each row that moves, and for those that are new side by side.
template <class F>
void RowPlacing::forEachRun(F &&use) const
{
    for (std::size_t at = 0; at < m_changed.size();) {
        const Changed &one = m_changed[at];
        const std::size_t count = one.to >= 0 && one.from < 0 ? addedWith(at) : 1;
        if (one.to >= 0 && !one.isSteady)
            use(one, count);
        at += count;
    }
}

std::size_t RowPlacing::steps() const
{
    std::size_t count = removals().size();
    forEachRun([&count](const Changed &, std::size_t) { ++count; });
    return count;
}

/// In the order of their new places: the row that each follows is always right already.
void RowPlacing::run(PlacedRows &list) const
{
    for (const Run &run : removals())
        list.removePlaced(run.first, run.last);
    forEachRun([&](const Changed &one, std::size_t count) {
        const auto to = static_cast<std::size_t>(one.to);
        const int behind = to == 0 ? 0 : placeIn(list.placed(), m_wanted[to - 1]) + 1;
        if (one.from < 0)
            return list.addPlaced(behind, std::span(m_wanted).subspan(to, count));
        const int from = placeIn(list.placed(), m_wanted[to]);
        if (const int place = from < behind ? behind - 1 : behind; place != from)
            list.movePlaced(from, place);
    });
    touch(list);
}

/// The rows that were there before, side by side at once.
void RowPlacing::touch(PlacedRows &list) const
{
    std::optional<Run> run;
    const auto touchAll = [&] {
        if (run)
            list.touchPlaced(run->first, run->last);
        run.reset();
    };
    for (const Changed &one : m_changed) {
        if (one.to < 0 || one.from < 0)
            continue;
        if (run && run->last + 1 != one.to)
            touchAll();
        run = Run{run ? run->first : one.to, one.to};
    }
    touchAll();
}

} // namespace pl::tables
