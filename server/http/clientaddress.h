#pragma once

#include "server/http/message.h"

namespace pl::http {

/// Where a request comes from. Behind the reverse proxy every peer is the proxy, on this machine; then it is the last
/// address in X-Forwarded-For, the one that the proxy itself saw. From anywhere else that field is not believed.
QHostAddress clientAddress(const Request &request);

/// The same from a request's headers, where its peer is known apart from it.
QHostAddress clientAddress(const QHostAddress &peer, const Headers &headers);

/// Whom an address counts for: the IPv4 address, or the IPv6 network of 64 bits, which one customer has to himself.
QByteArray networkOf(const QHostAddress &address);
/// Whom a request counts for.
QByteArray clientNetwork(const Request &request);

} // namespace pl::http
