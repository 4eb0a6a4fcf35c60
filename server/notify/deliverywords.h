#pragma once

#include <QString>

namespace pl::notify {

/// Why a text message did not arrive, for Twilio's error code; 0: Twilio gave none.
QString textFailureWords(int code);

/// Why a mail server or SendGrid rejected an e-mail. Not in their own words, which may quote the address.
struct MailFailure
{
    QString classification = {}; ///< SendGrid's `bounce_classification`
    QString status = {};         ///< the mail server's enhanced status code: "5.1.1"
    QString reason = {};         ///< SendGrid's reason for not sending a message
};
QString bounceWords(const MailFailure &failure);
QString dropWords(const MailFailure &failure);

} // namespace pl::notify
