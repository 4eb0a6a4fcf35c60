#pragma once

#include "server/http/message.h"

namespace pl::http {

/// A page for people: without scripts or anything from elsewhere; it can't be framed, stored or found by search
/// engines, and tells nobody where its visitor came from. `style` is its style as a Content-Security-Policy source.
/// Only with `hasImages` it shows images, which are in the page itself.
Response htmlPage(int status, const QByteArray &html, const QByteArray &style, bool hasImages = false);

} // namespace pl::http
