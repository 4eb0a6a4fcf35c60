#include "models/columns/uuidindex.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace pl::columns {
namespace {

constexpr std::size_t kLeastPlaces = 64;

std::size_t placesFor(std::size_t rows)
{
    return std::bit_ceil(std::max(kLeastPlaces, rows + rows / 2));
}

} // namespace

void UuidIndex::reserve(std::size_t rows, const std::vector<QUuid> &ids)
{
    const std::size_t places = placesFor(rows);
    if (places <= m_places.size())
        return;
    const std::vector<Row> old = std::exchange(m_places, std::vector<Row>(places, kNoRow));
    for (const Row row : old)
        if (row != kNoRow)
            put(row, ids[row]);
}

/// Ids may be random, made of a time, or counted up: all of their bits count.
std::size_t UuidIndex::homeOf(const QUuid &id) const
{
    std::uint64_t halves[2];
    static_assert(sizeof halves == sizeof(QUuid));
    std::memcpy(halves, &id, sizeof halves);
    std::uint64_t mixed = (halves[0] ^ (halves[1] * 0x9e3779b97f4a7c15u)) * 0xbf58476d1ce4e5b9u;
    mixed ^= mixed >> 32;
    return static_cast<std::size_t>(mixed * 0x94d049bb133111ebu >> 20) & (m_places.size() - 1);
}

void UuidIndex::put(Row row, const QUuid &id)
{
    std::size_t at = homeOf(id);
    while (m_places[at] != kNoRow)
        at = (at + 1) & (m_places.size() - 1);
    m_places[at] = row;
}

Row UuidIndex::find(const QUuid &id, const std::vector<QUuid> &ids) const
{
    if (m_places.empty())
        return kNoRow;
    for (std::size_t at = homeOf(id);; at = (at + 1) & (m_places.size() - 1))
        if (const Row row = m_places[at]; row == kNoRow || ids[row] == id)
            return row;
}

void UuidIndex::insert(Row row, const std::vector<QUuid> &ids)
{
    reserve(++m_used, ids);
    put(row, ids[row]);
}

/// What stands behind moves up where it may, so that no place is marked as left and the index never has to be made
/// again.
void UuidIndex::remove(Row row, const std::vector<QUuid> &ids)
{
    const std::size_t mask = m_places.size() - 1;
    std::size_t hole = homeOf(ids[row]);
    while (m_places[hole] != row)
        hole = (hole + 1) & mask;
    for (std::size_t at = (hole + 1) & mask; m_places[at] != kNoRow; at = (at + 1) & mask) {
        const std::size_t home = homeOf(ids[m_places[at]]);
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            m_places[hole] = m_places[at];
            hole = at;
        }
    }
    m_places[hole] = kNoRow;
    --m_used;
}

} // namespace pl::columns
