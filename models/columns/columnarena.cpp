#include "models/columns/columnarena.h"

#include "models/columns/imageblocks.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace pl::columns {

std::string_view ColumnArena::text(Row row) const
{
    return row < m_places.size() && m_places[row] != kNowhere ? std::string_view(start(m_places[row]))
                                                              : std::string_view();
}

std::string_view ColumnArena::front(Row row, std::size_t size) const
{
    if (row >= m_places.size() || m_places[row] == kNowhere)
        return {};
    const char *const first = start(m_places[row]);
    size = std::min(size, kChunkBytes - m_places[row] % kChunkUnits * kUnit);
    const void *end = std::memchr(first, 0, size);
    return {first, end ? static_cast<std::size_t>(static_cast<const char *>(end) - first) : size};
}

/// Hits come in the order of the bytes, so the next slot is mostly near.
std::size_t ColumnArena::slotAt(const Chunk &chunk, std::size_t from, std::uint32_t place)
{
    std::size_t step = 1;
    std::size_t to = from + 1;
    while (to < chunk.slots.size() && chunk.slots[to].start <= place) {
        from = to;
        to += step *= 2;
    }
    const auto begin = chunk.slots.begin();
    const auto last = begin + static_cast<std::ptrdiff_t>(std::min(to, chunk.slots.size()));
    const auto behind = std::upper_bound(begin + static_cast<std::ptrdiff_t>(from), last, place,
                                         [](std::uint32_t at, const Slot &slot) { return at < slot.start; });
    return static_cast<std::size_t>(behind - begin) - 1;
}

ColumnArena::Slot *ColumnArena::slotOf(Row row)
{
    if (row >= m_places.size() || m_places[row] == kNowhere)
        return nullptr;
    Chunk &chunk = m_chunks[m_places[row] / kChunkUnits];
    const auto at = static_cast<std::uint32_t>(m_places[row] % kChunkUnits * kUnit);
    return &chunk.slots[slotAt(chunk, 0, at)];
}

void ColumnArena::put(Row row, std::string_view text)
{
    text = text.substr(0, kMaxText);
    if (row < m_places.size() && m_places[row] != kNowhere && this->text(row) == text)
        return;
    erase(row);
    append(row, text);
}

void ColumnArena::append(Row row, std::string_view text)
{
    const std::size_t size = roundedUp(text.size() + 1);
    const std::size_t number = chunkFor(size);
    Chunk &chunk = m_chunks[number];
    const auto at = static_cast<std::uint32_t>(chunk.used);
    std::memcpy(chunk.bytes.get() + at, text.data(), text.size());
    std::memset(chunk.bytes.get() + at + text.size(), 0, size - text.size());
    chunk.slots.push_back({at, row});
    chunk.used += size;
    if (row >= m_places.size())
        m_places.resize(row + 1, kNowhere);
    m_places[row] = static_cast<std::uint32_t>(number * kChunkUnits + at / kUnit);
}

std::size_t ColumnArena::chunkFor(std::size_t bytes)
{
    if (m_open < m_chunks.size() && m_chunks[m_open].bytes && kChunkBytes - m_chunks[m_open].used >= bytes)
        return m_open;
    if (m_open < m_chunks.size())
        m_chunks[m_open].slots.shrink_to_fit();
    const auto unused = std::find_if(m_chunks.begin(), m_chunks.end(), [](const Chunk &c) { return !c.bytes; });
    m_open = static_cast<std::size_t>(unused - m_chunks.begin());
    if (unused == m_chunks.end())
        m_chunks.emplace_back();
    m_chunks[m_open].bytes = std::make_unique<char[]>(kChunkBytes);
    return m_open;
}

void ColumnArena::erase(Row row)
{
    Slot *slot = slotOf(row);
    if (!slot)
        return;
    Chunk &chunk = m_chunks[m_places[row] / kChunkUnits];
    char *bytes = chunk.bytes.get() + slot->start;
    const std::size_t size = roundedUp(std::strlen(bytes) + 1);
    std::memset(bytes, 0, size);
    chunk.holes += size;
    slot->row = kNoRow;
    m_places[row] = kNowhere;
}

bool ColumnArena::compact()
{
    for (std::size_t at = 0; at < m_chunks.size(); ++at)
        if (m_chunks[at].holes > kChunkBytes / 4) {
            if (at == m_open)
                m_open = m_chunks.size(); // what moves out must not move into the same
            Chunk leaving = std::exchange(m_chunks[at], Chunk{});
            emptyChunk(leaving);
            return true;
        }
    return false;
}

void ColumnArena::emptyChunk(Chunk &chunk)
{
    for (const Slot &slot : chunk.slots)
        if (slot.row != kNoRow)
            append(slot.row, std::string_view(chunk.bytes.get() + slot.start));
    std::memset(chunk.bytes.get(), 0, chunk.used);
    std::atomic_signal_fence(std::memory_order_seq_cst); // or a compiler leaves out what nobody reads any more
}

void ColumnArena::write(ImageWriter &to) const
{
    const auto isUsed = [](const Chunk &chunk) { return chunk.used > 0; };
    to.number(static_cast<std::uint64_t>(std::count_if(m_chunks.begin(), m_chunks.end(), isUsed)));
    for (const Chunk &chunk : m_chunks)
        if (isUsed(chunk)) {
            to.number(chunk.holes);
            to.bytes(chunk.bytes.get(), chunk.used);
            to.values(chunk.slots);
        }
}

bool ColumnArena::read(ImageReader &from, const Bitmap &rows)
{
    const auto chunks = from.number();
    m_places.reserve(rows.size() + rows.size() / 16);
    m_places.assign(rows.size(), kNowhere);
    for (std::uint64_t at = 0; chunks && at < *chunks; ++at)
        if (!readChunk(from, rows))
            return false;
    m_open = m_chunks.empty() ? 0 : m_chunks.size() - 1;
    const auto placed =
        m_places.size() - static_cast<std::size_t>(std::count(m_places.begin(), m_places.end(), kNowhere));
    return chunks && placed == rows.count();
}

bool ColumnArena::readChunk(ImageReader &from, const Bitmap &rows)
{
    Chunk &chunk = m_chunks.emplace_back();
    chunk.bytes = std::make_unique<char[]>(kChunkBytes);
    const auto holes = from.number();
    const auto used = from.bytes(chunk.bytes.get(), kChunkBytes);
    if (!holes || !used || *holes > *used || !from.values(chunk.slots))
        return false;
    chunk.holes = static_cast<std::size_t>(*holes);
    chunk.used = *used;
    return placeSlots(chunk, rows);
}

/// Of the last chunk. Each text ends before the next one begins, and no row has two.
bool ColumnArena::placeSlots(const Chunk &chunk, const Bitmap &rows)
{
    const std::size_t first = (m_chunks.size() - 1) * kChunkUnits;
    std::size_t expected = 0; // or behind it
    for (const Slot &slot : chunk.slots) {
        const bool isPlace = slot.start >= expected && slot.start < chunk.used && slot.start % kUnit == 0 &&
                             (slot.start == 0) == (expected == 0) &&
                             (slot.start == 0 || chunk.bytes[slot.start - 1] == 0);
        if (!isPlace)
            return false;
        expected = slot.start + kUnit;
        if (slot.row == kNoRow)
            continue;
        if (slot.row >= rows.size() || !rows.test(slot.row) || m_places[slot.row] != kNowhere)
            return false;
        m_places[slot.row] = static_cast<std::uint32_t>(first + slot.start / kUnit);
    }
    return chunk.used >= expected && chunk.used % kUnit == 0 && expected > 0 && chunk.bytes[chunk.used - 1] == 0;
}

bool ColumnArena::holds(std::string_view bytes) const
{
    return std::any_of(m_chunks.begin(), m_chunks.end(), [bytes](const Chunk &chunk) {
        return chunk.bytes && std::string_view(chunk.bytes.get(), kChunkBytes).find(bytes) != std::string_view::npos;
    });
}

std::size_t ColumnArena::textBytes() const
{
    std::size_t sum = 0;
    for (const Chunk &chunk : m_chunks)
        sum += chunk.used - chunk.holes;
    return sum;
}

std::size_t ColumnArena::bytes() const
{
    std::size_t sum = m_places.capacity() * sizeof(std::uint32_t) + m_chunks.capacity() * sizeof(Chunk);
    for (const Chunk &chunk : m_chunks)
        sum += (chunk.bytes ? kChunkBytes : 0) + chunk.slots.capacity() * sizeof(Slot);
    return sum;
}

} // namespace pl::columns
