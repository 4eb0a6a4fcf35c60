#pragma once

#include <QString>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace pl::columns {

/// The order in which people read texts: QString::localeAwareCompare() of the case-folded texts, at a fraction of its
/// time. In most languages, letters, digits and signs of ASCII count one by one, from left to right; this tries whether
/// they do in this language (in Czech, Danish or Welsh they don't: "ch", "aa", "ng" are letters), and then compares by
/// their weights until something else comes, and by localeAwareCompare() from there. A value; reentrant.
class Collation
{
public:
    /// As the default locale has it now.
    Collation();

    /// Less than, equal to or greater than 0. The texts are UTF-8.
    int compare(std::string_view a, std::string_view b) const;
    /// The same, of which caseFolded() is known.
    int compare(std::string_view a, const QString &foldedA, std::string_view b, const QString &foldedB) const
    {
        const std::optional<int> order = quickly(a, b);
        return order ? *order : QString::localeAwareCompare(foldedA, foldedB);
    }
    static QString caseFolded(std::string_view text);
    /// Differs between languages and systems that sort in another way, as far as a few dozen letters show.
    std::uint64_t fingerprint() const;

    /// How many characters key() holds.
    static constexpr std::size_t kKeyLength = 9;
    /// Whether the texts' keys alone have their order.
    bool isPlain(std::string_view text) const;
    /// The weights of a plain text's next characters from `at` on: what is less comes first, and 0 fills what is
    /// missing.
    std::uint64_t key(std::string_view text, std::size_t at) const;
    /// The key is full: there may be more text.
    static bool goesOn(std::uint64_t key) { return (key & kWeightMask) != 0; }

private:
    static constexpr int kWeightBits = 7;
    static constexpr std::uint64_t kWeightMask = (1 << kWeightBits) - 1;
    std::uint8_t weight(char c) const { return m_weights[static_cast<unsigned char>(c)]; }
    bool isBeforeOther(std::string_view text, std::size_t at) const
    {
        return at + 1 < text.size() && weight(text[at + 1]) == 0;
    }
    std::optional<int> quickly(std::string_view a, std::string_view b) const;
    void weighCharacters();
    bool countsLetters() const;
    bool countsAnything() const;

    std::array<std::uint8_t, 256> m_weights{}; ///< 0: not one of those
};

} // namespace pl::columns
