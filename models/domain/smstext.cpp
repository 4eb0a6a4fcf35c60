#include "models/domain/smstext.h"

#include <QList>
#include <QTextBoundaryFinder>

#include <algorithm>
#include <numeric>

namespace pl {
namespace {

/// 3GPP TS 23.038, 6.2.1; without the escape.
const QString &gsmAlphabet()
{
    static const QString letters =
        QString::fromUtf8("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                          "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");
    return letters;
}

/// The characters after an escape (6.2.1.1).
const QString &gsmExtension()
{
    static const QString letters = QString::fromUtf8("\f^{}\\[~]|€");
    return letters;
}

/// The size of each character in a message; sequences that must not be split count as one.
QList<int> sizesOf(const QString &text, bool isGsm)
{
    QList<int> sizes;
    for (const QChar c : text) {
        if (c.isLowSurrogate() && !sizes.isEmpty() && !isGsm)
            ++sizes.last();
        else
            sizes += isGsm && gsmExtension().contains(c) ? 2 : 1;
    }
    return sizes;
}

QString plainSign(QChar c)
{
    static const QString kSingleQuotes = QString::fromUtf8("‘’‚‛′ʹʻʼ´`‹›");
    static const QString kDoubleQuotes = QString::fromUtf8("“”„‟″«»");
    if (kSingleQuotes.contains(c))
        return QStringLiteral("'");
    if (kDoubleQuotes.contains(c))
        return QStringLiteral("\"");
    if (c.category() == QChar::Punctuation_Dash || c == QChar(0x2212))
        return QStringLiteral("-");
    if (c == QChar(0x2026))
        return QStringLiteral("...");
    if (c == QChar(0x2022) || c == QChar(0xb7))
        return QStringLiteral("*");
    return c.category() == QChar::Separator_Space ? QStringLiteral(" ") : QString(c);
}

} // namespace

QString firstCharacters(const QString &text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype i = 0; i < most; ++i)
        if (finder.toNextBoundary() < 0)
            return text;
    return text.left(finder.position());
}

QString withPlainPunctuation(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar c : text)
        plain += plainSign(c);
    return plain;
}

bool isGsmText(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return gsmAlphabet().contains(c) || gsmExtension().contains(c); });
}

int smsSegments(const QString &text)
{
    const bool isGsm = isGsmText(text);
    const QList<int> sizes = sizesOf(text, isGsm);
    if (std::accumulate(sizes.begin(), sizes.end(), 0) <= (isGsm ? 160 : 70))
        return text.isEmpty() ? 0 : 1;
    const int room = isGsm ? 153 : 67;
    int segments = 1;
    int used = 0;
    for (const int size : sizes) {
        if (used + size > room) {
            ++segments;
            used = 0;
        }
        used += size;
    }
    return segments;
}

} // namespace pl
