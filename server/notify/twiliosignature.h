#pragma once

#include "server/shared/formdecoding.h"

namespace pl::notify {

/// What Twilio puts into X-Twilio-Signature: base64 of HMAC-SHA1 by the account's token over the address that it was
/// told, followed by each field's name and value, in the order of the names.
QByteArray twilioSignature(const QByteArray &token, const QByteArray &url, shared::FormFields fields);

/// Twilio signs the address with or without its port, whichever it happens to call, so both are taken. In constant
/// time.
bool isTwilioSignature(const QByteArray &given, const QByteArray &token, const QByteArray &url,
                       const shared::FormFields &fields);

} // namespace pl::notify
