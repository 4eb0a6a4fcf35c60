#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pl::columns {

class ImageReader;
class ImageWriter;

using Row = std::uint32_t; ///< a lead's number in LeadColumns
inline constexpr Row kNoRow = 0xffffffff;

/// One bit a row. A value; what is behind the last row is always clear. Whole-map operations take n/64 steps.
class Bitmap
{
public:
    using Word = std::uint64_t;
    static constexpr std::size_t kWordBits = 64;

    Bitmap() = default;
    explicit Bitmap(std::size_t size, bool value = false);

    std::size_t size() const { return m_size; }
    /// New bits are clear.
    void resize(std::size_t size);
    void fill(bool value);

    bool test(std::size_t at) const { return m_words[at / kWordBits] >> (at % kWordBits) & 1; }
    void set(std::size_t at) { m_words[at / kWordBits] |= bit(at); }
    void reset(std::size_t at) { m_words[at / kWordBits] &= ~bit(at); }
    void assign(std::size_t at, bool value) { value ? set(at) : reset(at); }

    std::size_t count() const;
    bool any() const;
    void invert();
    // Both sides have the same size.
    Bitmap &operator&=(const Bitmap &other);
    Bitmap &operator|=(const Bitmap &other);
    /// Clears what is set in `other`.
    Bitmap &operator-=(const Bitmap &other);
    bool operator==(const Bitmap &) const = default;
    /// Puts `count` bits of `from`, beginning at `first`, to `at`, where they are clear so far.
    void copy(const Bitmap &from, std::size_t first, std::size_t count, std::size_t at);

    /// Calls `use(row)` for each set bit, in ascending order.
    template <class F>
    void forEach(F &&use) const
    {
        for (std::size_t at = 0; at < m_words.size(); ++at)
            for (Word left = m_words[at]; left != 0; left &= left - 1)
                use(static_cast<Row>(at * kWordBits + static_cast<std::size_t>(std::countr_zero(left))));
    }

    /// Keeps the bits for which `allows(row)` is true, without a branch for each row: for conditions on every row.
    template <class F>
    void keepIf(F &&allows)
    {
        for (std::size_t at = 0; at < m_words.size(); ++at)
            if (m_words[at] != 0)
                m_words[at] &= wordOf(at, allows);
    }

    void write(ImageWriter &to) const;
    /// False when that is no bitmap of this size.
    bool read(ImageReader &from, std::size_t size);

private:
    static Word bit(std::size_t at) { return Word(1) << (at % kWordBits); }
    void clearBehind();
    Word bitsFrom(std::size_t first) const;
    template <class F>
    Word wordOf(std::size_t at, F &&allows) const
    {
        const std::size_t first = at * kWordBits;
        const std::size_t count = m_size - first < kWordBits ? m_size - first : kWordBits;
        Word word = 0;
        for (std::size_t i = 0; i < count; ++i)
            word |= Word(allows(static_cast<Row>(first + i)) ? 1 : 0) << i;
        return word;
    }

    std::size_t m_size = 0;
    std::vector<Word> m_words;
};

} // namespace pl::columns
