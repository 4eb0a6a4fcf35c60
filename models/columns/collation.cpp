#include "models/columns/collation.h"

#include <QStringList>

#include <algorithm>
#include <string>

namespace pl::columns {
namespace {

int compareInFull(std::string_view a, std::string_view b)
{
    return QString::localeAwareCompare(Collation::caseFolded(a), Collation::caseFolded(b));
}

int signOf(int order)
{
    return (order > 0) - (order < 0);
}

/// Letters, and pairs that are one in some language, of which each has its own place.
constexpr char kSamples[] = "a á à ä å â ą aa ae æ b c ç ć č ch d ď đ dz dž e é è ê ë ę f g ğ gy h i í ı j k l ł lj ll "
                            "m n ñ ń ng nj o ó ò ö ø ő ô œ p q r ř rr s ś š ß ss sz t ț þ th u ú ü ű v w x y ý z ź ž "
                            "zs ж е ё и й і ў я α ω ش م א ש क 王 伟 あ さ カ 한 ' - . 1 10 2";

/// What is printed, without capitals.
std::string plainCharacters()
{
    std::string all;
    for (char c = ' '; c <= '~'; ++c)
        if (c < 'A' || c > 'Z')
            all += c;
    return all;
}

/// Always the same numbers, so that a language is judged alike every time.
class Draws
{
public:
    std::size_t below(std::size_t end)
    {
        m_state = m_state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(m_state >> 33) % end;
    }
    std::string text(const std::string &characters, std::size_t length)
    {
        std::string text;
        while (text.size() < length)
            text += characters[below(characters.size())];
        return text;
    }

private:
    std::uint64_t m_state = 1;
};

} // namespace

Collation::Collation()
{
    weighCharacters();
    if (!countsLetters() || !countsAnything())
        m_weights.fill(0);
}

void Collation::weighCharacters()
{
    std::string sorted = plainCharacters();
    std::sort(sorted.begin(), sorted.end(),
              [](char a, char b) { return compareInFull(std::string_view(&a, 1), std::string_view(&b, 1)) < 0; });
    for (std::size_t at = 0; at < sorted.size(); ++at)
        m_weights[static_cast<unsigned char>(sorted[at])] = static_cast<std::uint8_t>(at + 1);
    for (unsigned char c = 'A'; c <= 'Z'; ++c)
        m_weights[c] = m_weights[c - 'A' + 'a'];
}

/// Two letters that are one would stand elsewhere among the pairs with the same first letter.
bool Collation::countsLetters() const
{
    for (char first = 'a'; first <= 'z'; ++first) {
        std::string pairs[26];
        for (char second = 'a'; second <= 'z'; ++second)
            pairs[second - 'a'] = {first, second};
        for (const std::string &a : pairs)
            for (const std::string &b : pairs)
                if (signOf(compareInFull(a, b)) != signOf(weight(a[1]) - weight(b[1])))
                    return false;
    }
    return true;
}

/// Signs that count only among equals would let what stands behind them decide.
bool Collation::countsAnything() const
{
    constexpr int kTries = 10'000;
    const std::string all = plainCharacters();
    Draws draws;
    for (int i = 0; i < kTries; ++i) {
        const std::string begin = draws.text(all, draws.below(3));
        const std::string a = begin + draws.text(all, 1 + draws.below(3));
        const std::string b = begin + draws.text(all, 1 + draws.below(3));
        if (signOf(compare(a, b)) != signOf(compareInFull(a, b)))
            return false;
    }
    return true;
}

std::uint64_t Collation::fingerprint() const
{
    std::uint64_t print = 14695981039346656037u;
    const auto add = [&print](std::uint64_t number) { print = (print ^ number) * 1099511628211u; };
    for (const std::uint8_t weight : m_weights)
        add(weight);
    QStringList samples = QString::fromUtf8(kSamples).split(QLatin1Char(' '));
    std::stable_sort(samples.begin(), samples.end(),
                     [](const QString &x, const QString &y) { return QString::localeAwareCompare(x, y) < 0; });
    for (const QString &sample : std::as_const(samples))
        for (const QChar c : sample + QLatin1Char(' '))
            add(c.unicode());
    return print;
}

QString Collation::caseFolded(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toCaseFolded();
}

int Collation::compare(std::string_view a, std::string_view b) const
{
    const std::optional<int> order = quickly(a, b);
    return order ? *order : compareInFull(a, b);
}

/// The letter before something else may be one with it: an accent, for example.
std::optional<int> Collation::quickly(std::string_view a, std::string_view b) const
{
    const std::size_t both = std::min(a.size(), b.size());
    for (std::size_t at = 0; at < both; ++at) {
        const int order = weight(a[at]) - weight(b[at]);
        if (weight(a[at]) == 0 || weight(b[at]) == 0 || (order != 0 && (isBeforeOther(a, at) || isBeforeOther(b, at))))
            return std::nullopt;
        if (order != 0)
            return order;
    }
    const std::string_view longer = a.size() > b.size() ? a : b;
    if (longer.size() > both && weight(longer[both]) == 0)
        return std::nullopt;
    return (a.size() > b.size()) - (a.size() < b.size());
}

bool Collation::isPlain(std::string_view text) const
{
    return std::all_of(text.begin(), text.end(), [this](char c) { return weight(c) != 0; });
}

std::uint64_t Collation::key(std::string_view text, std::size_t at) const
{
    std::uint64_t key = 0;
    for (std::size_t i = at; i < at + kKeyLength; ++i)
        key = key << kWeightBits | (i < text.size() ? weight(text[i]) : 0u);
    return key;
}

} // namespace pl::columns
