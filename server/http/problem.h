#pragma once

#include "models/base/result.h"
#include "server/http/message.h"

namespace pl::http {

/// The HTTP status of an error. The only place where codes become statuses.
int statusOf(ErrorCode code);

/// An answer in RFC 9457's application/problem+json. `instance` is the request's path; left out when empty. Of a path
/// that holds a secret, only what stands before it is shown. `errors` lists the invalid fields. A 401 gets a
/// WWW-Authenticate header.
Response problem(int status, const QString &detail, const QByteArray &instance = {},
                 const QList<FieldError> &errors = {});

/// The same from an Error: 422 instead of 400 when it names fields, Retry-After from `retryAfterSeconds` (5 s for an
/// unavailable service that gives none).
Response problem(const Error &error, const QByteArray &instance = {});

} // namespace pl::http
