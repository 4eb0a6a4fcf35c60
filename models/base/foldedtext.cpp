#include "models/base/foldedtext.h"

#include "models/base/visibletext.h"

namespace pl {
namespace {

constexpr qsizetype kMinDigits = 4;

bool isApostrophe(QChar c)
{
    static const QString kAll = QString::fromUtf8("'`´‘’‚‛′ʹʻʼʽˈ＇");
    return kAll.contains(c);
}

/// Letters that Unicode does not decompose but people type without the diacritic.
QLatin1StringView plainLetters(QChar c)
{
    switch (c.unicode()) {
    case u'đ':
    case u'ð':
        return QLatin1StringView("d");
    case u'ø':
        return QLatin1StringView("o");
    case u'ł':
        return QLatin1StringView("l");
    case u'ħ':
        return QLatin1StringView("h");
    case u'ı':
        return QLatin1StringView("i");
    case u'ŧ':
        return QLatin1StringView("t");
    case u'ŋ':
        return QLatin1StringView("n");
    case u'æ':
        return QLatin1StringView("ae");
    case u'œ':
        return QLatin1StringView("oe");
    case u'þ':
        return QLatin1StringView("th");
    case u'ß':
        return QLatin1StringView("ss");
    default:
        return {};
    }
}

void addFolded(QString &out, QChar c)
{
    if (c.isMark())
        return;
    if (const QLatin1StringView plain = plainLetters(c); !plain.isEmpty())
        out += plain;
    else if (c.category() == QChar::Punctuation_Dash || c == QChar(0x2212))
        out += u'-';
    else
        out += c.isSpace() ? QChar(u' ') : c;
}

/// The fast path for most texts; takes a tenth of the time.
QByteArray foldedAscii(const QString &text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const char byte = char(c.unicode());
        if (byte >= 'A' && byte <= 'Z')
            out += char(byte - 'A' + 'a');
        else if (byte != '\'' && byte != '`')
            out += c.isSpace() ? ' ' : byte;
    }
    return out;
}

} // namespace

QByteArray folded(const QString &text)
{
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return c < QChar(0x80); }))
        return foldedAscii(text);
    QString words = withoutInvisible(text);
    // Before decomposition: some of them decompose into a space and a mark.
    words.removeIf(isApostrophe);
    QString out;
    out.reserve(words.size());
    for (const QChar c : words.normalized(QString::NormalizationForm_KD).toCaseFolded())
        addFolded(out, c);
    return out.toUtf8();
}

SearchWords::SearchWords(const QString &typed)
{
    const QByteArray whole = folded(typed);
    for (const QByteArray &word : whole.split(' '))
        if (!word.isEmpty())
            m_words += word;
    QByteArray digits;
    for (const char c : whole) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if ((c >= 'a' && c <= 'z') || c == '@' || (c & 0x80))
            return;
    }
    if (digits.size() >= kMinDigits)
        m_digits = digits;
}

} // namespace pl
