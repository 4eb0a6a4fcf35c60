#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pl::columns {

/// A text that is looked for in bytes. Compares 16 places at once where the processor has SSE2, which every x86-64 has;
/// elsewhere it goes from one occurrence of the needle's rarest byte to the next. Both find the same.
class Needle
{
public:
    /// `text` is not empty.
    explicit Needle(std::string_view text);

    const std::string &text() const { return m_text; }
    /// The first occurrence that lies within the bytes, or null. Reads nothing outside of them.
    const char *find(const char *from, const char *end) const;
    bool isIn(std::string_view bytes) const { return find(bytes.data(), bytes.data() + bytes.size()) != nullptr; }
    /// find() without SSE2.
    const char *findPlain(const char *from, const char *end) const;

private:
    std::string m_text;
    std::size_t m_rarest = 0; ///< its place in the text
    std::size_t m_second = 0; ///< the same for the second rarest
};

/// How many line feeds are in the bytes.
std::size_t countLineFeeds(const char *from, const char *end);

} // namespace pl::columns
