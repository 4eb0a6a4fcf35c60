#include "models/columns/bitmap.h"

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

void Bitmap::clearBehind()
{
    if (m_size % kWordBits != 0)
        m_words.back() &= bit(m_size) - 1;
}

} // namespace pl::columns
