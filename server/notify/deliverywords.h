#pragma once

#include <QString>

namespace pl::notify {

/// Why a text message did not arrive, by Twilio's error code (its list of errors); 0: it gave none.
QString textFailureWords(int code);

/// What a mail server, or SendGrid, has against an e-mail. Never their own words, which quote the address.
struct MailFailure
{
    QString classification = {}; ///< SendGrid's `bounce_classification`
    QString status = {};         ///< the mail server's enhanced status code: "5.1.1"
    QString reason = {};         ///< SendGrid's own word for a message that it did not send
};
QString bounceWords(const MailFailure &failure);
QString dropWords(const MailFailure &failure);

} // namespace pl::notify
