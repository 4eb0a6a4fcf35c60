#pragma once

#include "server/http/router.h"

namespace pl {

/// The handler for programs on this machine (http::isLocal), and for whoever shows `token` as `Authorization: Bearer`;
/// no token, no one else. Everybody else finds nothing there (404).
http::RouteHandler privateRoute(const QByteArray &token, http::RouteHandler handler);

/// Whether two secrets are the same, in a time that tells nothing about where they differ or how long they are.
bool isSameSecret(const QByteArray &one, const QByteArray &other);

} // namespace pl
