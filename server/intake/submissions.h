#pragma once

#include "server/intake/leadbody.h"
#include "server/intake/source.h"
#include "server/journal/journal.h"

namespace pl::intake {

/// The request's Idempotency-Key; a null array if it has none. InvalidInput if it is not 1 to 255 visible characters.
Result<QByteArray> idempotencyKeyOf(const http::Request &request);

/// The leads that passed validation, as the journal's submissions. In an array, the first row gets the request's `key`
/// itself, so that reusing the key with any other body is detected; each other row gets a key derived from it.
QList<journal::Submission> submissionsOf(const LeadBody &body, const http::Request &request, const QByteArray &key,
                                         const Source &source);

} // namespace pl::intake
