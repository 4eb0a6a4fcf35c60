#pragma once

#include "models/domain/contactfields.h"

namespace pl {

/// A phone number as somebody wrote it, in its parts.
struct SentPhone
{
    QString number;       ///< E.164; empty when the text holds no number at all
    bool isValid = false; ///< one that somebody can have (checkPhone); another one is kept as "+1" and its digits
    QString extension;
    QString label;        ///< "cell"
    QString other;        ///< a second number, as it was written
    bool isClear = false; ///< besides these parts there is nothing in the text
    bool operator==(const SentPhone &) const = default;
};

/// Reads "(512) 555-0143 x12 (cell)", "512-555-0143 / 512-555-0144", "Cell: 5125550143", "tel:+15125550143" … A number
/// has seven digits at least.
SentPhone readPhone(const QString &text);

/// The same for a text that must be a phone number and nothing else, at most 100 characters; else it is an error under
/// "phone_number". The number may be one that nobody can have. Whatever checkPhone takes is taken as it takes it.
SentPhone checkSentPhone(const QString &text, FieldErrors &errors);

} // namespace pl
