#pragma once

#include <QString>

namespace pl {

/// The first characters as people count them: an accented letter, a flag or a family emoji is one and stays whole.
QString firstCharacters(const QString &text, qsizetype most);

/// The text with plain quotes, dashes and spaces instead of typographic ones: a text message within the GSM 7-bit
/// alphabet has room for more than twice as much. Letters are not changed.
QString withPlainPunctuation(const QString &text);

/// Whether the whole text is in the GSM 7-bit alphabet.
bool isGsmText(const QString &text);

/// How many messages a carrier splits the text into, and bills: one holds 160 characters of the GSM alphabet (^{}\[~]|
/// and € take two) or 70 UTF-16 units; if there are several, each holds 153 or 67, and no character is split.
int smsSegments(const QString &text);

} // namespace pl
