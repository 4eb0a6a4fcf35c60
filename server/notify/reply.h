#pragma once

#include "server/shared/formdecoding.h"

#include <QString>

namespace pl::notify {

enum class Wish { None, Stop, Start, Help };

/// Someone's reply to a text message.
struct Reply
{
    QString text; ///< as they wrote it, without invisible characters
    Wish wish = Wish::None;
    bool isAnswered = false; ///< by Twilio itself
    /// Needs no attention from the office: a clear yes, or HELP, which is answered automatically.
    bool isSettled() const { return wish == Wish::Start || wish == Wish::Help; }
};

/// A stop word anywhere in the text means stop: people may opt out in any reasonable way, and a lost message does less
/// harm than an unwanted one. START and HELP count only on their own, optionally with a "please".
Wish wishOf(const QString &text);

/// Reads the fields of Twilio's webhook for incoming messages.
Reply replyIn(const shared::FormFields &fields);

} // namespace pl::notify
