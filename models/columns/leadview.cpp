#include "models/columns/leadview.h"

#include <algorithm>

namespace pl::columns {
namespace {

constexpr std::size_t kPlacedAlone = 8; ///< of so many, each is looked for; more are placed in one pass over all

} // namespace

LeadView::LeadView(LeadColumns &columns, LeadOrders &orders)
    : m_columns(columns), m_orders(orders), m_filter(columns, {}), m_search(columns)
{
    columns.watch(this);
}

LeadView::~LeadView()
{
    m_columns.unwatch(this);
}

void LeadView::setFilter(const ColumnFilter &filter)
{
    m_filter = FilterRun(m_columns, filter);
    m_isMatched = false;
}

void LeadView::setWithin(const std::optional<ColumnFilter> &filter)
{
    m_within.reset();
    if (filter)
        m_within.emplace(m_columns, *filter);
    m_isMatched = false;
}

void LeadView::setSearch(const SearchQuery &search)
{
    m_search.setQuery(search);
    m_isMatched = false;
}

void LeadView::setSort(SortBy by, bool ascending)
{
    m_isSorted = m_isSorted && by == m_by && ascending == m_ascending;
    m_by = by;
    m_ascending = ascending;
}

/// Too many at once are matched like all.
void LeadView::change(Row row)
{
    m_search.forget();
    if (!m_isMatched)
        return;
    if (m_changed.empty() || m_changed.back() != row)
        m_changed.push_back(row);
    m_isMatched = m_changed.size() <= m_columns.rows() / 4 + 64;
}

bool LeadView::changesInTime() const
{
    return m_filter.changesInTime() || m_search.changesInTime() || (m_within && m_within->changesInTime());
}

bool LeadView::hasTimePassed(Timestamp now) const
{
    return changesInTime() && (now < m_asOf || (m_next && *m_next <= now));
}

bool LeadView::isOutdated(Timestamp now) const
{
    return !m_isMatched || !m_isSorted || !m_changed.empty() || m_namesRevision != m_columns.namesRevision() ||
           m_minutes != m_columns.minutes() || hasTimePassed(now);
}

LeadView::Change LeadView::update(Timestamp now)
{
    if (!isOutdated(now))
        return Change::Nothing;
    const bool sameNames = std::exchange(m_namesRevision, m_columns.namesRevision()) == m_columns.namesRevision();
    const bool sameTimes = std::exchange(m_minutes, m_columns.minutes()) == m_columns.minutes();
    const bool isMatched = m_isMatched && sameNames && sameTimes && !hasTimePassed(now);
    const bool wasSorted = std::exchange(m_isSorted, true);
    isMatched ? matchChanged(now) : matchAll(now);
    if (isMatched && wasSorted && m_changed.size() <= kPlacedAlone)
        placeChanged();
    else
        arrange();
    m_changed.clear();
    return isMatched && wasSorted ? Change::Rows : Change::All;
}

bool LeadView::matches(Row row, Timestamp now) const
{
    return m_columns.live().test(row) && m_filter.matches(row, now) && (!m_within || m_within->matches(row, now)) &&
           m_search.matches(row, now);
}

void LeadView::matchAll(Timestamp now)
{
    m_matching = m_columns.live();
    m_filter.narrow(m_matching, now);
    if (m_within)
        m_within->narrow(m_matching, now);
    m_search.narrow(m_matching, now);
    m_isMatched = true;
    m_asOf = now;
    m_next.reset();
    if (changesInTime())
        m_columns.live().forEach([this](Row row) { expect(row); });
}

void LeadView::matchChanged(Timestamp now)
{
    m_matching.resize(m_columns.rows());
    m_asOf = now; // for the others nothing has changed until then
    for (const Row row : m_changed) {
        m_matching.assign(row, matches(row, now));
        if (changesInTime() && m_columns.live().test(row))
            expect(row);
    }
}

void LeadView::expect(Row row)
{
    const auto soonest = [this](const std::optional<Timestamp> &at) {
        if (at && (!m_next || *at < *m_next))
            m_next = at;
    };
    soonest(m_filter.nextChange(row, m_asOf));
    soonest(m_search.nextChange(row, m_asOf));
    if (m_within)
        soonest(m_within->nextChange(row, m_asOf));
}

void LeadView::arrange()
{
    m_places.clear();
    m_rows.resize(m_matching.count() +
                  1); // each row is written, without a branch: one that doesn't match is overwritten
    std::size_t place = 0;
    m_orders.forEach(m_by, m_ascending, [&](Row row) {
        m_rows[place] = row;
        place += m_matching.test(row);
    });
    m_rows.pop_back();
}

/// Among the others, which stand as they did.
void LeadView::placeChanged()
{
    m_places.clear();
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    for (const Row row : m_changed)
        if (const auto at = std::find(m_rows.begin(), m_rows.end(), row); at != m_rows.end())
            m_rows.erase(at);
    const RowOrder order(m_columns, m_by);
    const auto stands = [&](Row a, Row b) { return order.stands(a, b, m_ascending); };
    for (const Row row : m_changed)
        if (m_matching.test(row))
            insertRow(std::lower_bound(m_rows.begin(), m_rows.end(), row, stands) - m_rows.begin(), row);
}

/// Doubling a list of a million would keep as much again for nothing.
void LeadView::insertRow(std::ptrdiff_t place, Row row)
{
    if (m_rows.size() == m_rows.capacity())
        m_rows.reserve(m_rows.size() + m_rows.size() / 8 + 64);
    m_rows.insert(m_rows.begin() + place, row);
}

std::uint32_t LeadView::placeOf(Row row) const
{
    if (m_places.empty()) {
        m_places.assign(m_columns.rows(), kNoRow);
        for (std::size_t place = 0; place < m_rows.size(); ++place)
            m_places[m_rows[place]] = static_cast<std::uint32_t>(place);
    }
    return row < m_places.size() ? m_places[row] : kNoRow;
}

} // namespace pl::columns
