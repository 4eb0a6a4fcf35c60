#pragma once

#include "models/domain/americanareas.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace pl {

// The common forms of phone numbers, e-mail addresses and ZIP codes, for texts in UTF-16 and in ASCII; contactfields.h
// has the full rules.

/// In E.164: "+15125550143".
using AmericanNumber = std::array<char, 12>;

/// The usual spellings of a valid American number, "(512) 555-0143" and "+1 512.555.0143"; nothing for any other text.
/// libphonenumber comes to the same result with two dozen regular expressions and takes longer than all other checks of
/// a lead together.
template <class Char>
std::optional<AmericanNumber> plainAmerican(std::basic_string_view<Char> text)
{
    AmericanNumber e164{'+', '1'};
    std::size_t size = 2;
    const bool hasCountry = text.size() >= 2 && text[0] == '+' && text[1] == '1';
    for (const Char c : text.substr(hasCountry ? 2 : 0)) {
        if (c < '0' || c > '9') {
            if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')')
                return std::nullopt;
            continue;
        }
        // An area code begins with 2 to 9; digits before it are a prefix.
        if ((size == 2 && c < '2') || size == e164.size())
            return std::nullopt;
        e164[size++] = static_cast<char>(c);
    }
    const auto three = [&e164](std::size_t at) {
        return (e164[at] - '0') * 100 + (e164[at + 1] - '0') * 10 + e164[at + 2] - '0';
    };
    return size == e164.size() && isAmericanNumber(three(2), three(5)) ? std::optional(e164) : std::nullopt;
}

/// Five digits, or five and four.
template <class Char>
bool isZip(std::basic_string_view<Char> text)
{
    const auto areDigits = [](std::basic_string_view<Char> part) {
        return std::all_of(part.begin(), part.end(), [](Char c) { return c >= '0' && c <= '9'; });
    };
    if (text.size() == 10)
        return areDigits(text.substr(0, 5)) && text[5] == '-' && areDigits(text.substr(6));
    return text.size() == 5 && areDigits(text);
}

/// Letters, digits and the few other characters of common addresses: "maria.gonzalez+kitchen@mail.example.com". The
/// expression in checkEmail accepts all of them too, but takes four times as long.
template <class Char>
bool isPlainEmail(std::basic_string_view<Char> text)
{
    constexpr std::size_t kNone = std::basic_string_view<Char>::npos;
    const auto isPlain = [](Char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    };
    const std::size_t at = text.find(Char('@'));
    const std::size_t lastDot = text.rfind(Char('.'));
    if (at == kNone || at == 0 || at > 64 || lastDot == kNone || lastDot < at + 2)
        return false;
    const auto local = text.substr(0, at);
    const bool isLocal = std::all_of(
        local.begin(), local.end(), [&](Char c) { return isPlain(c) || c == '.' || c == '_' || c == '+' || c == '-'; });
    const std::size_t top = text.size() - lastDot - 1;
    if (!isLocal || top < 2 || top > 63)
        return false;
    std::size_t label = 0;
    Char before = '.';
    for (const Char c : text.substr(at + 1)) {
        const bool isInner = c == '-' || c == '.';
        if ((isInner && (before == '.' || before == '-')) || (!isInner && !isPlain(c)))
            return false;
        label = c == '.' ? 0 : label + 1;
        if (label > 63)
            return false;
        before = c;
    }
    return isPlain(before);
}

/// What e-mail programs turn into a link; names are sent to people who don't know the person.
template <class Char>
bool hasLink(std::basic_string_view<Char> text)
{
    const auto isW = [text](std::size_t i) { return text[i] == 'w' || text[i] == 'W'; };
    for (std::size_t i = 0; i + 2 < text.size(); ++i) {
        if (text[i] == ':' && text[i + 1] == '/' && text[i + 2] == '/')
            return true;
        if (isW(i) && isW(i + 1) && isW(i + 2) && i + 3 < text.size() && text[i + 3] == '.')
            return true;
    }
    return false;
}

/// Dots only between other characters.
template <class Char>
bool hasDotsInPlace(std::basic_string_view<Char> local)
{
    constexpr Char kDots[] = {'.', '.'};
    return local.empty() || (local.front() != '.' && local.back() != '.' &&
                             local.find(std::basic_string_view<Char>(kDots, 2)) == local.npos);
}

} // namespace pl
