#include "models/columns/needle.h"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__) || defined(_M_X64)
#include <emmintrin.h>
#endif

namespace pl::columns {
namespace {

/// From common to rare, as leads' texts go: names, addresses of e-mail, numbers, English sentences.
constexpr std::string_view kCommonFirst = "ea onirtlsm.cdh@u0152gyp3467b8fk9wvj-,xzq";

std::size_t rarity(char c)
{
    const std::size_t place = kCommonFirst.find(c);
    return place == std::string_view::npos ? kCommonFirst.size() : place;
}

std::size_t rarestPlace(std::string_view text, std::size_t besides)
{
    std::size_t best = besides == 0 && text.size() > 1 ? 1 : 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (at != besides && rarity(text[at]) > rarity(text[best]))
            best = at;
    return best;
}

} // namespace

Needle::Needle(std::string_view text) : m_text(text)
{
    m_rarest = rarestPlace(m_text, m_text.size());
    m_second = m_text.size() > 1 ? rarestPlace(m_text, m_rarest) : m_rarest;
}

const char *Needle::findPlain(const char *from, const char *end) const
{
    const std::size_t size = m_text.size();
    while (from < end && static_cast<std::size_t>(end - from) >= size) {
        const std::size_t places = static_cast<std::size_t>(end - from) - size + 1;
        const void *hit = std::memchr(from + m_rarest, m_text[m_rarest], places);
        if (!hit)
            return nullptr;
        from = static_cast<const char *>(hit) - m_rarest;
        if (std::memcmp(from, m_text.data(), size) == 0)
            return from;
        ++from;
    }
    return nullptr;
}

#if defined(__SSE2__) || defined(_M_X64)

namespace {

constexpr std::size_t kLane = 16;

__m128i lane(const char *at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
}

unsigned placesOf(const char *at, __m128i byte)
{
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(lane(at), byte)));
}

} // namespace

const char *Needle::find(const char *from, const char *end) const
{
    const std::size_t size = m_text.size();
    const __m128i rarest = _mm_set1_epi8(m_text[m_rarest]);
    const __m128i second = _mm_set1_epi8(m_text[m_second]);
    const auto isLong = [&](std::size_t places) { return static_cast<std::size_t>(end - from) >= size + places; };
    for (; isLong(4 * kLane); from += 4 * kLane) {
        __m128i hits[4];
        for (std::size_t i = 0; i < 4; ++i)
            hits[i] = _mm_and_si128(_mm_cmpeq_epi8(lane(from + i * kLane + m_rarest), rarest),
                                    _mm_cmpeq_epi8(lane(from + i * kLane + m_second), second));
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(hits[0], hits[1]), _mm_or_si128(hits[2], hits[3]))) == 0)
            continue;
        for (std::size_t i = 0; i < 4; ++i)
            for (auto left = static_cast<unsigned>(_mm_movemask_epi8(hits[i])); left != 0; left &= left - 1) {
                const char *at = from + i * kLane + std::countr_zero(left);
                if (std::memcmp(at, m_text.data(), size) == 0)
                    return at;
            }
    }
    return findPlain(from, end);
}

std::size_t countLineFeeds(const char *from, const char *end)
{
    std::size_t count = 0;
    const __m128i feed = _mm_set1_epi8('\n');
    for (; static_cast<std::size_t>(end - from) >= kLane; from += kLane)
        count += static_cast<std::size_t>(std::popcount(placesOf(from, feed)));
    return count + static_cast<std::size_t>(std::count(from, end, '\n'));
}

#else

const char *Needle::find(const char *from, const char *end) const
{
    return findPlain(from, end);
}

std::size_t countLineFeeds(const char *from, const char *end)
{
    return static_cast<std::size_t>(std::count(from, end, '\n'));
}

#endif

} // namespace pl::columns
