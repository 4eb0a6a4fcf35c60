#include "ui/style/shown.h"

#include <algorithm>

namespace pl::ui {
namespace {

constexpr qsizetype kLongestWord = 32; // fits into the narrowest pane
constexpr qsizetype kWordPiece = 16;
constexpr qsizetype kMenuLine = 60;
constexpr qsizetype kNotificationLines = 250;

bool turnsOrder(QChar c)
{
    return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
}

} // namespace

QString shown(const QString &words, qsizetype most)
{
    QString text = words.size() > most ? words.left(2 * most) : words; // some are removed below
    if (std::any_of(text.cbegin(), text.cend(), turnsOrder))
        text.removeIf(turnsOrder);
    if (text.size() <= most)
        return text;
    text.truncate(most - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + QChar(0x2026);
}

QString shownInLines(const QString &words, qsizetype most)
{
    const QString text = shown(words, most);
    QString broken;
    qsizetype start = 0; // of the word
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !text[i].isSpace())
            continue;
        const qsizetype piece = i - start > kLongestWord ? kWordPiece : kLongestWord;
        for (qsizetype from = start; from < i;) {
            qsizetype length = std::min(piece, i - from);
            if (from + length < i && text[from + length].isLowSurrogate())
                ++length;
            broken += QStringView(text).sliced(from, length);
            from += length;
            if (from < i)
                broken += QChar(0x200B);
        }
        if (i < text.size())
            broken += text[i];
        start = i + 1;
    }
    return broken;
}

QString elided(const QString &words, const QFontMetricsF &metrics, qreal width, Qt::TextElideMode mode)
{
    return metrics.elidedText(shown(words), mode, width);
}

QString menuText(const QString &words)
{
    return shown(words, kMenuLine).replace(u'&', QStringLiteral("&&"));
}

QString wordsOfMenuText(const QString &text)
{
    QString words;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool twice = text[i] == u'&' && i + 1 < text.size() && text[i + 1] == u'&';
        if (text[i] != u'&' || twice)
            words += text[i];
        i += twice;
    }
    if (words.endsWith(QChar(0x2026)))
        words.chop(1);
    return words.trimmed();
}

QString notificationText(const QString &words)
{
    QString text = shown(words, kNotificationLines);
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    text.replace(u'<', QChar(0x2039)).replace(u'>', QChar(0x203A)).replace(u'&', QChar(0xFF06));
#endif
    return text;
}

} // namespace pl::ui
