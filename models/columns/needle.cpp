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
    const std::size_t head = std::min(m_text.size(), kHead);
    std::memcpy(&m_head, m_text.data(), head);
    std::memset(&m_mask, 0xff, head);
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

/// Reads eight bytes or more: most of what is typed at once.
bool Needle::isAt(const char *place) const
{
    std::uint64_t head = 0;
    std::memcpy(&head, place, kHead);
    return (head & m_mask) == m_head &&
           (m_text.size() <= kHead || std::memcmp(place + kHead, m_text.data() + kHead, m_text.size() - kHead) == 0);
}

#if defined(__SSE2__) || defined(_M_X64)

namespace {

constexpr std::size_t kLane = 16;
constexpr std::size_t kBlock = 4 * kLane;

__m128i lane(const char *at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
}

std::uint64_t bitsOf(__m128i places)
{
    return static_cast<unsigned>(_mm_movemask_epi8(places));
}

struct Block
{
    __m128i lanes[kBlock / kLane];
    bool any() const
    {
        return bitsOf(_mm_or_si128(_mm_or_si128(lanes[0], lanes[1]), _mm_or_si128(lanes[2], lanes[3]))) != 0;
    }
    /// A bit for each byte.
    std::uint64_t places() const
    {
        return bitsOf(lanes[0]) | bitsOf(lanes[1]) << kLane | bitsOf(lanes[2]) << 2 * kLane |
               bitsOf(lanes[3]) << 3 * kLane;
    }
};

/// Where `hits(lane)` has something in a block.
template <class F>
Block hitsIn(const char *at, F &&hits)
{
    return {{hits(at), hits(at + kLane), hits(at + 2 * kLane), hits(at + 3 * kLane)}};
}

/// Where two bytes of a needle are, in their places.
class TwoBytes
{
public:
    TwoBytes(const std::string &text, std::size_t one, std::size_t other)
        : m_one(one), m_other(other), m_oneByte(_mm_set1_epi8(text[one])), m_otherByte(_mm_set1_epi8(text[other]))
    {
    }
    __m128i operator()(const char *at) const
    {
        return _mm_and_si128(_mm_cmpeq_epi8(lane(at + m_one), m_oneByte),
                             _mm_cmpeq_epi8(lane(at + m_other), m_otherByte));
    }

private:
    std::size_t m_one, m_other;
    __m128i m_oneByte, m_otherByte;
};

} // namespace

const char *Needle::find(const char *from, const char *end) const
{
    const TwoBytes rarest(m_text, m_rarest, m_second);
    const auto room = static_cast<std::ptrdiff_t>(kBlock + std::max(m_text.size(), kHead));
    for (; end - from >= room; from += kBlock) {
        const Block hits = hitsIn(from, rarest);
        if (!hits.any())
            continue;
        for (std::uint64_t places = hits.places(); places != 0; places &= places - 1)
            if (const char *const at = from + std::countr_zero(places); isAt(at))
                return at;
    }
    return findPlain(from, end);
}

/// Of a text of two bytes, the rarest two are all.
bool Needle::isInLonger(std::string_view bytes) const
{
    const TwoBytes rarest(m_text, m_rarest, m_second);
    const std::size_t count = bytes.size() < m_text.size() ? 0 : bytes.size() - m_text.size() + 1;
    for (std::size_t first = 0; first < count; first += kBlock) {
        const char *const block = bytes.data() + first;
        std::uint64_t places = hitsIn(block, rarest).places();
        if (count - first < kBlock)
            places &= (std::uint64_t(1) << (count - first)) - 1;
        if (places != 0 && m_text.size() <= 2)
            return true;
        for (; places != 0; places &= places - 1)
            if (isAt(block + std::countr_zero(places)))
                return true;
    }
    return false;
}

std::size_t countLineFeeds(const char *from, const char *end)
{
    std::size_t count = 0;
    const __m128i feed = _mm_set1_epi8('\n');
    for (; static_cast<std::size_t>(end - from) >= kLane; from += kLane)
        count += static_cast<std::size_t>(std::popcount(bitsOf(_mm_cmpeq_epi8(lane(from), feed))));
    return count + static_cast<std::size_t>(std::count(from, end, '\n'));
}

const char *behindLineFeeds(const char *from, const char *end, std::size_t count)
{
    const __m128i feed = _mm_set1_epi8('\n');
    for (; from < end; from += kBlock) {
        const Block feeds = hitsIn(from, [&](const char *at) { return _mm_cmpeq_epi8(lane(at), feed); });
        for (std::uint64_t places = feeds.places(); places != 0; places &= places - 1)
            if (--count == 0)
                return std::min(from + std::countr_zero(places) + 1, end);
    }
    return end;
}

#else

const char *Needle::find(const char *from, const char *end) const
{
    return findPlain(from, end);
}

bool Needle::isInLonger(std::string_view bytes) const
{
    return isIn(bytes);
}

std::size_t countLineFeeds(const char *from, const char *end)
{
    return static_cast<std::size_t>(std::count(from, end, '\n'));
}

const char *behindLineFeeds(const char *from, const char *end, std::size_t count)
{
    for (; count > 0 && from != end; --count)
        if (from = std::find(from, end, '\n'); from != end)
            ++from;
    return from;
}

#endif

} // namespace pl::columns
