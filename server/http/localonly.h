#pragma once

#include "server/http/router.h"

namespace pl::http {

/// Whether a program on this machine asks, for itself. Behind a reverse proxy on the same machine every request comes
/// from loopback, so the address alone says nothing: a request that bears a forwarding header, or was sent to another
/// name than this machine's own, came from outside. (That includes a page in a local browser whose name was bound to
/// 127.0.0.1.) The proxy must set X-Forwarded-For.
bool isLocal(const Request &request);

/// The handler for local programs; everybody else finds nothing there (404).
RouteHandler localOnly(RouteHandler handler);

} // namespace pl::http
