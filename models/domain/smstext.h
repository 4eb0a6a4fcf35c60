#pragma once

#include <QString>

namespace pl {

/// The first characters as people count them: an accent, a flag or a family is one and stays whole.
QString firstCharacters(const QString &text, qsizetype most);

/// The text with plain quotes, dashes and spaces for typographic ones: a text message that keeps to the telephone's own
/// alphabet (GSM 7-bit) has room for more than twice as much. Letters stay as they are.
QString withPlainPunctuation(const QString &text);

/// Whether all of it is in the telephone's alphabet.
bool isGsmText(const QString &text);

/// How many messages a telephone company makes of it, and bills: one holds 160 characters of the telephone's alphabet
/// (its signs ^{}\[~]| and € take two) or 70 UTF-16 units; several hold 153 or 67 each, and none ends within a
/// character.
int smsSegments(const QString &text);

} // namespace pl
