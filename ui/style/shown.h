#pragma once

#include <QFontMetricsF>
#include <QString>

// How the window shows others' words, such as a customer's name or a note. What is stored stays whole.

namespace pl::ui {

/// The most characters of a single line.
constexpr qsizetype kShownLine = 300;
/// The most characters of a long text: a description, a note.
constexpr qsizetype kShownPage = 10'000;

/// At most `most` characters, ending in "…" if the text was cut; without the characters that reverse the text around
/// them (U+202A to U+202E, U+2066 to U+2069).
QString shown(const QString &words, qsizetype most = kShownLine);

/// Like shown(), and words too long for a line may be broken anywhere (by U+200B).
QString shownInLines(const QString &words, qsizetype most);

/// shown() as one line, elided to `width`.
QString elided(const QString &words, const QFontMetricsF &metrics, qreal width,
               Qt::TextElideMode mode = Qt::ElideRight);

/// For the text of a button, a menu or an action: short, and "&" makes no shortcut.
QString menuText(const QString &words);

/// The text of a menu or an action as a person reads it: without "&" and the "…" at the end.
QString wordsOfMenuText(const QString &text);

/// For a system notification. On Linux the notification daemon reads text as markup, so characters of markup are
/// replaced by look-alikes.
QString notificationText(const QString &words);

} // namespace pl::ui
