#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pl::columns {

/// So many bytes behind a text may be read by what says so: many places are looked at together.
inline constexpr std::size_t kReadBehind = 64;

/// A text that is looked for in bytes. Compares many places at once where the processor has SSE2, which every x86-64
/// has; elsewhere it goes from one occurrence of the needle's rarest byte to the next. Both find the same.
class Needle
{
public:
    /// `text` is not empty.
    explicit Needle(std::string_view text);

    const std::string &text() const { return m_text; }
    /// The first occurrence that lies within the bytes, or null. Reads nothing outside of them.
    const char *find(const char *from, const char *end) const;
    /// find() without SSE2.
    const char *findPlain(const char *from, const char *end) const;
    bool isIn(std::string_view bytes) const { return find(bytes.data(), bytes.data() + bytes.size()) != nullptr; }
    /// The same, in a third of the time for some 100 bytes; but reads up to kReadBehind bytes more.
    bool isInLonger(std::string_view bytes) const;

private:
    static constexpr std::size_t kHead = sizeof(std::uint64_t);
    bool isAt(const char *place) const;

    std::string m_text;
    std::size_t m_rarest = 0; ///< its place in the text
    std::size_t m_second = 0; ///< the same for the second rarest
    std::uint64_t m_head = 0; ///< how the text begins
    std::uint64_t m_mask = 0; ///< the bits that count of it
};

/// How many line feeds are in the bytes.
std::size_t countLineFeeds(const char *from, const char *end);
/// What follows so many line feeds, at least one; `end` when there are fewer. Reads up to kReadBehind bytes more.
const char *behindLineFeeds(const char *from, const char *end, std::size_t count);

} // namespace pl::columns
