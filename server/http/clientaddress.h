#pragma once

#include "server/http/message.h"

namespace pl::http {

/// The client's address. Behind a reverse proxy on this machine, it is the last address in X-Forwarded-For, which the
/// proxy itself has seen. From any other peer that header is ignored.
QHostAddress clientAddress(const Request &request);

/// The same from the peer's address and the request's headers.
QHostAddress clientAddress(const QHostAddress &peer, const Headers &headers);

/// The network that an address counts toward: the IPv4 address itself, or the IPv6 /64, which belongs to one customer.
QByteArray networkOf(const QHostAddress &address);
/// The network that a request counts toward.
QByteArray clientNetwork(const Request &request);

} // namespace pl::http
