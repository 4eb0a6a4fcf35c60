#pragma once

#include "server/http/router.h"

namespace pl::http {

/// Whether a request comes from a program on this machine. Behind a reverse proxy on the same machine every request
/// comes from loopback, so the address alone proves nothing: a request with a forwarding header, or sent to a host name
/// other than this machine's own, came from outside. (That includes DNS rebinding: a web page whose host name was
/// pointed at 127.0.0.1.) The proxy must set X-Forwarded-For.
bool isLocal(const Request &request);

/// Serves only local programs; everyone else gets a 404.
RouteHandler localOnly(RouteHandler handler);

} // namespace pl::http
