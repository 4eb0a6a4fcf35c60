#pragma once

#include "server/http/router.h"

namespace pl {

/// Serves programs on this machine (http::isLocal) and requests with `token` as `Authorization: Bearer`; with an empty
/// token, this machine alone. Everybody else gets a 404.
http::RouteHandler privateRoute(const QByteArray &token, http::RouteHandler handler);

/// Whether two secrets are the same. The time it takes reveals neither where they differ nor how long they are.
bool isSameSecret(const QByteArray &one, const QByteArray &other);

} // namespace pl
