#include "models/columns/bitmap.h"

#include "models/columns/imageblocks.h"

#include <algorithm>

namespace pl::columns {

Bitmap::Bitmap(std::size_t size, bool value)
    : m_size(size), m_words((size + kWordBits - 1) / kWordBits, value ? ~Word(0) : 0)
{
    clearBehind();
}

void Bitmap::resize(std::size_t size)
{
    m_size = size;
    m_words.resize((size + kWordBits - 1) / kWordBits);
    clearBehind();
}

void Bitmap::fill(bool value)
{
    std::fill(m_words.begin(), m_words.end(), value ? ~Word(0) : 0);
    clearBehind();
}

std::size_t Bitmap::count() const
{
    std::size_t sum = 0;
    for (const Word word : m_words)
        sum += static_cast<std::size_t>(std::popcount(word));
    return sum;
}

bool Bitmap::any() const
{
    return std::any_of(m_words.begin(), m_words.end(), [](Word word) { return word != 0; });
}

void Bitmap::invert()
{
    for (Word &word : m_words)
        word = ~word;
    clearBehind();
}

Bitmap &Bitmap::operator&=(const Bitmap &other)
{
    for (std::size_t at = 0; at < m_words.size(); ++at)
        m_words[at] &= other.m_words[at];
    return *this;
}

Bitmap &Bitmap::operator|=(const Bitmap &other)
{
    for (std::size_t at = 0; at < m_words.size(); ++at)
        m_words[at] |= other.m_words[at];
    return *this;
}

Bitmap &Bitmap::operator-=(const Bitmap &other)
{
    for (std::size_t at = 0; at < m_words.size(); ++at)
        m_words[at] &= ~other.m_words[at];
    return *this;
}

/// 64 of them; what is behind the end is clear.
Bitmap::Word Bitmap::bitsFrom(std::size_t first) const
{
    const std::size_t word = first / kWordBits;
    const std::size_t shift = first % kWordBits;
    const Word low = m_words[word] >> shift;
    return shift == 0 || word + 1 == m_words.size() ? low : low | m_words[word + 1] << (kWordBits - shift);
}

void Bitmap::copy(const Bitmap &from, std::size_t first, std::size_t count, std::size_t at)
{
    while (count > 0) {
        const std::size_t place = at % kWordBits;
        const std::size_t some = std::min(count, kWordBits - place);
        const Word mask = some == kWordBits ? ~Word(0) : bit(some) - 1;
        m_words[at / kWordBits] |= (from.bitsFrom(first) & mask) << place;
        first += some;
        at += some;
        count -= some;
    }
}

void Bitmap::write(ImageWriter &to) const
{
    to.values(m_words);
}

bool Bitmap::read(ImageReader &from, std::size_t size)
{
    m_size = size;
    const bool isRead = from.values(m_words, (size + kWordBits - 1) / kWordBits);
    if (isRead)
        clearBehind();
    return isRead;
}

void Bitmap::clearBehind()
{
    if (m_size % kWordBits != 0)
        m_words.back() &= bit(m_size) - 1;
}

} // namespace pl::columns
