#pragma once

#include "server/intake/leadbody.h"
#include "server/intake/source.h"
#include "server/journal/journal.h"

namespace pl::intake {

/// The request's Idempotency-Key, a null array when it has none. InvalidInput when it is not 1 to 255 visible
/// characters.
Result<QByteArray> idempotencyKeyOf(const http::Request &request);

/// The leads that passed their checks, as the journal takes them. The rows of an array share the request's `key`: the
/// first has the key itself, so that the same key with another body is found whatever the two look like; each other row
/// gets its own from it.
QList<journal::Submission> submissionsOf(const LeadBody &body, const http::Request &request, const QByteArray &key,
                                         const Source &source);

} // namespace pl::intake
