#pragma once

#include "server/shared/formdecoding.h"

namespace pl::notify {

/// The value Twilio puts into X-Twilio-Signature: base64 of an HMAC-SHA1, keyed with the account's token, over the URL
/// it was given, followed by each field's name and value in alphabetical order.
QByteArray twilioSignature(const QByteArray &token, const QByteArray &url, shared::FormFields fields);

/// Twilio signs the URL with or without its port, so both are accepted. Takes constant time.
bool isTwilioSignature(const QByteArray &given, const QByteArray &token, const QByteArray &url,
                       const shared::FormFields &fields);

} // namespace pl::notify
