#include "models/columns/columnorder.h"

#include "models/columns/imageblocks.h"
#include "models/columns/textsort.h"

#include <algorithm>
#include <numeric>

namespace pl::columns {
namespace {

struct Keyed
{
    std::uint64_t key;
    Row row;
};

std::uint64_t unsignedOrder(qint64 number)
{
    return static_cast<std::uint64_t>(number) ^ (std::uint64_t(1) << 63);
}

/// By eight bits at a time from the last to the first; rows with equal keys stay as they are. What all keys share costs
/// one pass in all.
void sortByKey(std::vector<Keyed> &rows)
{
    constexpr std::size_t kDigits = 8;
    constexpr std::size_t kValues = 256;
    std::vector<std::array<std::uint32_t, kValues>> counts(kDigits);
    for (const Keyed &row : rows)
        for (std::size_t digit = 0; digit < kDigits; ++digit)
            ++counts[digit][row.key >> (8 * digit) & 0xff];
    std::vector<Keyed> other(rows.size());
    for (std::size_t digit = 0; digit < kDigits; ++digit) {
        std::array<std::uint32_t, kValues> &places = counts[digit];
        if (std::find(places.begin(), places.end(), rows.size()) != places.end())
            continue;
        std::exclusive_scan(places.begin(), places.end(), places.begin(), 0u);
        for (const Keyed &row : rows)
            other[places[row.key >> (8 * digit) & 0xff]++] = row;
        rows.swap(other);
    }
}

/// Where `place` belongs; mostly near, where many are put in one after the other.
template <class It>
It firstBehind(It from, It end, const RowOrder::Place &place)
{
    const auto isBefore = [&place](Row other) { return place.isBehind(other); };
    auto to = from;
    for (std::ptrdiff_t step = 1; to != end && isBefore(*to); step *= 2) {
        from = to + 1;
        to = end - from > step ? from + step : end;
    }
    return std::partition_point(from, to, isBefore);
}

} // namespace

void ColumnOrder::sort(const RowOrder &order, const ColumnOrder *newest)
{
    if (!newest)
        return sortNewest(order);
    if (!order.isByText())
        return sortNumbers(order, newest->rows());
    m_rows = newest->rows();
    m_begins = TextSort(order).sort(m_rows);
}

void ColumnOrder::sortNewest(const RowOrder &order)
{
    const LeadColumns &columns = order.columns();
    std::vector<Keyed> rows;
    rows.reserve(columns.size());
    columns.live().forEach([&](Row row) { rows.push_back({~unsignedOrder(columns.createdAt(row).micros), row}); });
    sortByKey(rows);
    m_rows.resize(rows.size());
    std::transform(rows.begin(), rows.end(), m_rows.begin(), [](const Keyed &row) { return row.row; });
    for (std::size_t first = 0, end = 0; first < rows.size(); first = end) {
        for (end = first + 1; end < rows.size() && rows[end].key == rows[first].key;)
            ++end;
        std::sort(m_rows.begin() + static_cast<std::ptrdiff_t>(first),
                  m_rows.begin() + static_cast<std::ptrdiff_t>(end), [&](Row a, Row b) { return order.isNewer(a, b); });
    }
    markBegins(order);
}

void ColumnOrder::sortNumbers(const RowOrder &order, const std::vector<Row> &newest)
{
    std::vector<Keyed> rows(newest.size());
    std::transform(newest.begin(), newest.end(), rows.begin(), [&](Row row) {
        return Keyed{unsignedOrder(order.number(row)), row};
    });
    sortByKey(rows);
    m_rows.resize(rows.size());
    std::transform(rows.begin(), rows.end(), m_rows.begin(), [](const Keyed &row) { return row.row; });
    m_begins = Bitmap(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at)
        if (at == 0 || rows[at].key != rows[at - 1].key)
            m_begins.set(at);
}

void ColumnOrder::markBegins(const RowOrder &order)
{
    m_begins = Bitmap(m_rows.size());
    for (std::size_t at = 0; at < m_rows.size(); ++at)
        if (at == 0 || order.compare(m_rows[at - 1], m_rows[at]) != 0)
            m_begins.set(at);
}

void ColumnOrder::merge(const RowOrder &order, const Bitmap &changed)
{
    std::vector<Row> moved;
    changed.forEach([&](Row row) {
        if (order.columns().live().test(row))
            moved.push_back(row);
    });
    // First without the rows that changed, because their old places say nothing now.
    takeOut(changed);
    std::sort(moved.begin(), moved.end(), [&order](Row a, Row b) { return order.isNewer(a, b); });
    if (order.isByText())
        TextSort(order).sort(moved);
    else
        std::stable_sort(moved.begin(), moved.end(), [&order](Row a, Row b) { return order.compare(a, b) < 0; });
    putIn(order, moved);
}

/// What stands between two of them moves up together. Where the first of several equal ones goes, the next begins.
void ColumnOrder::takeOut(const Bitmap &changed)
{
    const auto goes = [&](std::size_t at) { return changed.test(m_rows[at]); };
    Bitmap begins(m_rows.size());
    std::size_t kept = 0;
    for (std::size_t at = 0; at < m_rows.size();) {
        bool begin = false;
        for (; at < m_rows.size() && goes(at); ++at)
            begin = begin || m_begins.test(at);
        const std::size_t first = at;
        while (at < m_rows.size() && !goes(at))
            ++at;
        std::copy(m_rows.begin() + static_cast<std::ptrdiff_t>(first), m_rows.begin() + static_cast<std::ptrdiff_t>(at),
                  m_rows.begin() + static_cast<std::ptrdiff_t>(kept));
        begins.copy(m_begins, first, at - first, kept);
        if (begin && at > first)
            begins.set(kept);
        kept += at - first;
    }
    m_rows.resize(kept);
    m_begins = std::move(begins);
    m_begins.resize(kept);
}

void ColumnOrder::write(ImageWriter &to) const
{
    to.values(m_rows);
    m_begins.write(to);
}

bool ColumnOrder::read(ImageReader &from, const Bitmap &live)
{
    Bitmap left = live;
    const auto isNext = [&left](Row row) {
        const bool isLeft = row < left.size() && left.test(row);
        if (isLeft)
            left.reset(row);
        return isLeft;
    };
    return from.values(m_rows, live.count()) && m_begins.read(from, m_rows.size()) &&
           std::all_of(m_rows.begin(), m_rows.end(), isNext);
}

void ColumnOrder::putIn(const RowOrder &order, const std::vector<Row> &moved)
{
    std::vector<Row> rows;
    rows.reserve(m_rows.size() + moved.size());
    Bitmap begins(m_rows.size() + moved.size());
    const auto differs = [&](Row row) { return rows.empty() || order.compare(rows.back(), row) != 0; };
    auto from = m_rows.begin();
    const auto keepUntil = [&](auto end) {
        if (from == end)
            return;
        const bool begin = differs(*from); // from what was put in before it
        const std::size_t at = rows.size();
        rows.insert(rows.end(), from, end);
        begins.copy(m_begins, static_cast<std::size_t>(from - m_rows.begin()), static_cast<std::size_t>(end - from),
                    at);
        begins.assign(at, begin);
        from = end;
    };
    for (const Row row : moved) {
        const RowOrder::Place place(order, row);
        keepUntil(firstBehind(from, m_rows.end(), place));
        begins.assign(rows.size(), differs(row));
        rows.push_back(row);
    }
    keepUntil(m_rows.end());
    m_rows = std::move(rows);
    m_begins = std::move(begins);
}

} // namespace pl::columns
