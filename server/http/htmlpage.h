#pragma once

#include "server/http/message.h"

namespace pl::http {

/// A page for people: without scripts or anything from elsewhere; it can't be framed, stored or found by search
/// engines, and tells nobody where its visitor came from. `style` is its style as a Content-Security-Policy source.
Response htmlPage(int status, const QByteArray &html, const QByteArray &style);

} // namespace pl::http
