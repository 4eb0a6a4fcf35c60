#pragma once

#include "server/shared/formdecoding.h"

#include <QString>

namespace pl::notify {

enum class Wish { None, Stop, Start, Help };

/// What somebody answered to a text message.
struct Reply
{
    QString text; ///< as they wrote it, without invisible characters
    Wish wish = Wish::None;
    bool isAnswered = false; ///< by Twilio itself
    /// Nobody has to look at it: a clear yes, or a call for help, which is answered.
    bool isSettled() const { return wish == Wish::Start || wish == Wish::Help; }
};

/// A word for stopping anywhere in it means stop: a person may ask for that in any reasonable way, and to lose a text
/// message is less than to get one that was refused. START and HELP count only by themselves, with a "please" at most.
Wish wishOf(const QString &text);

/// Of a call of Twilio's webhook for incoming messages.
Reply replyIn(const shared::FormFields &fields);

} // namespace pl::notify
