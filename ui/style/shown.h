#pragma once

#include <QFontMetricsF>
#include <QString>

// Others' words, a customer's name or a note, as the window shows them. What is stored stays whole.

namespace pl::ui {

/// Longer than any line that somebody reads.
constexpr qsizetype kShownLine = 300;
/// A text that is read to its end: a description, a note.
constexpr qsizetype kShownPage = 10'000;

/// At most `most` characters, the last one "…" where something is cut; without the characters that turn the order of
/// the words around them (U+202A to U+202E, U+2066 to U+2069).
QString shown(const QString &words, qsizetype most = kShownLine);

/// As shown(), and a word that no line can hold may be broken anywhere, by U+200B.
QString shownInLines(const QString &words, qsizetype most);

/// One line of shown() that ends in "…" where `width` ends.
QString elided(const QString &words, const QFontMetricsF &metrics, qreal width,
               Qt::TextElideMode mode = Qt::ElideRight);

/// For the text of a button, a menu or an action: short, and its "&" names no key.
QString menuText(const QString &words);

/// What a person reads of the text of a menu or an action: without the marks of keys and the "…" at its end.
QString wordsOfMenuText(const QString &text);

/// For a message that the system shows: on Linux and its kin the notification daemon takes words for markup, so the
/// characters of markup become others that look alike.
QString notificationText(const QString &words);

} // namespace pl::ui
