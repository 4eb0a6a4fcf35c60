#include "models/columns/columnorder.h"

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

namespace {

/// Rows that are put behind one another, with marks where another value begins.
class Sequence
{
public:
    Sequence(const RowOrder &order, std::size_t size) : m_order(order), m_begins(size) { m_rows.reserve(size); }

    /// One of the rows that were there: it is known whether it differs from the one before.
    void keep(Row row, bool begins)
    {
        add(row, m_lastIsNew ? differs(row) : begins);
        m_lastIsNew = false;
    }
    void insert(Row row)
    {
        add(row, differs(row));
        m_lastIsNew = true;
    }
    std::vector<Row> takeRows() { return std::move(m_rows); }
    Bitmap takeBegins() { return std::move(m_begins); }

private:
    void add(Row row, bool begins)
    {
        if (begins)
            m_begins.set(m_rows.size());
        m_rows.push_back(row);
    }
    bool differs(Row row) const { return m_rows.empty() || m_order.compare(m_rows.back(), row) != 0; }

    const RowOrder &m_order;
    std::vector<Row> m_rows;
    Bitmap m_begins;
    bool m_lastIsNew = false;
};

} // namespace

void ColumnOrder::merge(const RowOrder &order, const Bitmap &changed)
{
    const LeadColumns &columns = order.columns();
    const auto before = [&order](Row a, Row b) { return order.before(a, b); };
    std::vector<Row> moved;
    changed.forEach([&](Row row) {
        if (columns.live().test(row))
            moved.push_back(row);
    });
    std::sort(moved.begin(), moved.end(), before);

    // First without the rows that changed, because their old places say nothing now.
    std::vector<Row> kept;
    kept.reserve(columns.size());
    Bitmap begins(m_rows.size());
    bool begin = false;
    for (std::size_t at = 0; at < m_rows.size(); ++at) {
        begin = begin || m_begins.test(at);
        if (changed.test(m_rows[at]))
            continue;
        begins.assign(kept.size(), std::exchange(begin, false));
        kept.push_back(m_rows[at]);
    }
    Sequence sequence(order, kept.size() + moved.size());
    auto from = kept.begin();
    for (const Row row : moved) {
        const auto place = std::lower_bound(from, kept.end(), row, before);
        for (; from != place; ++from)
            sequence.keep(*from, begins.test(static_cast<std::size_t>(from - kept.begin())));
        sequence.insert(row);
    }
    for (; from != kept.end(); ++from)
        sequence.keep(*from, begins.test(static_cast<std::size_t>(from - kept.begin())));
    m_rows = sequence.takeRows();
    m_begins = sequence.takeBegins();
}

} // namespace pl::columns
