#pragma once

#include "models/columns/bitmap.h"
#include "models/columns/needle.h"

#include <memory>
#include <string_view>

namespace pl::columns {

/// The texts of all rows, one behind the other in chunks of 1 MiB, so that looking for something is one walk through
/// memory. Each row's text ends with a NUL and holds none. What was replaced or erased is overwritten at once; a chunk
/// of which a quarter is such holes is emptied into others, which copies at most 768 KiB. Holds at most 16 GiB.
class ColumnArena
{
public:
    static constexpr std::size_t kChunkBytes = 1 << 20;
    /// Of one row; what is longer is cut by put().
    static constexpr std::size_t kMaxText = 256 * 1024;

    /// Empty for a row without a text. Valid until the arena changes.
    std::string_view text(Row row) const;
    /// The first bytes of it, at most `size`: for what needs no more, without looking for its end.
    std::string_view front(Row row, std::size_t size) const;
    /// Replaces the row's text.
    void put(Row row, std::string_view text);
    /// No byte of it stays.
    void erase(Row row);
    /// Takes the holes out of one chunk, if any has enough of them; false if not.
    bool compact();

    /// Calls `hit(row, text, place)` for the first place of each row at which `needle` is and `hit` is true: a false
    /// one wants the row's next place.
    template <class F>
    void scan(const Needle &needle, F &&hit) const
    {
        for (const Chunk &chunk : m_chunks)
            scan(chunk, needle, hit);
    }

    void write(ImageWriter &to) const;
    /// Into an arena without texts: one for each row that is set in `rows`. False when it isn't what was written.
    bool read(ImageReader &from, const Bitmap &rows);

    /// Whether the bytes are anywhere, holes included: nothing that was erased may be.
    bool holds(std::string_view bytes) const;
    std::size_t textBytes() const; ///< of texts with their ends
    std::size_t bytes() const;     ///< all memory

private:
    struct Slot
    {
        std::uint32_t start;
        Row row; ///< kNoRow for a hole
    };
    struct Chunk
    {
        std::unique_ptr<char[]> bytes;
        std::size_t used = 0;
        std::size_t holes = 0;
        std::vector<Slot> slots = {}; ///< in the order of their bytes
    };
    static constexpr std::uint32_t kNowhere = 0xffffffff;
    static constexpr std::size_t kUnit = 4; ///< texts begin at multiples of it, so that 32 bits reach 16 GiB
    static constexpr std::size_t kChunkUnits = kChunkBytes / kUnit;
    static std::size_t roundedUp(std::size_t bytes) { return (bytes + kUnit - 1) / kUnit * kUnit; }

    template <class F>
    static void scan(const Chunk &chunk, const Needle &needle, F &&hit)
    {
        const char *const first = chunk.bytes.get();
        const char *const end = first + chunk.used;
        std::size_t slot = 0;
        for (const char *at = first; (at = needle.find(at, end)) != nullptr;) {
            slot = slotAt(chunk, slot, static_cast<std::uint32_t>(at - first));
            const char *const next = slot + 1 < chunk.slots.size() ? first + chunk.slots[slot + 1].start : end;
            const std::string_view text(first + chunk.slots[slot].start,
                                        static_cast<std::size_t>(next - first) - chunk.slots[slot].start);
            at = chunk.slots[slot].row == kNoRow || hit(chunk.slots[slot].row, text, at) ? next : at + 1;
        }
    }
    static std::size_t slotAt(const Chunk &chunk, std::size_t from, std::uint32_t place);
    Slot *slotOf(Row row);
    const char *start(std::uint32_t place) const
    {
        return m_chunks[place / kChunkUnits].bytes.get() + place % kChunkUnits * kUnit;
    }
    std::size_t chunkFor(std::size_t bytes);
    void append(Row row, std::string_view text);
    void emptyChunk(Chunk &chunk);
    bool readChunk(ImageReader &from, const Bitmap &rows);
    bool placeSlots(const Chunk &chunk, const Bitmap &rows);

    std::vector<Chunk> m_chunks;
    std::vector<std::uint32_t> m_places; ///< by row: its chunk and, in units of four bytes, where in it
    std::size_t m_open = 0;              ///< the chunk that takes new texts
};

} // namespace pl::columns
