#pragma once

#include "server/http/message.h"

namespace pl::http {

/// Where a request comes from. Behind the reverse proxy every peer is the proxy, on this machine; then it is the last
/// address in X-Forwarded-For, the one that the proxy itself saw. From anywhere else that field is not believed.
QHostAddress clientAddress(const Request &request);

/// Whom a request counts for: the IPv4 address, or the IPv6 network of 64 bits, which one customer has to himself.
QByteArray clientNetwork(const Request &request);

} // namespace pl::http
