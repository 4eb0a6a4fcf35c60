#pragma once

#include "server/http/message.h"
#include "server/intake/source.h"

namespace pl::intake {

/// Whether the request comes from a page in the source's own origins (by the Origin header, which browsers send with
/// every POST). Other pages, and programs that send no Origin, may not use a form's key.
bool isFromOwnPage(const http::Request &request, const Source &source);

/// The answer to a CORS preflight, without what `allowPage` adds.
http::Response preflightAnswer();

/// Lets the requesting page read the answer. Only after `isFromOwnPage`.
void allowPage(http::Response &answer, const http::Request &request);

// For navigating browsers, which show the answer. Answers for scripts are unchanged.

/// Turns a 2xx into a redirect to `redirect` if that is in one of `origins`, else into a short thank-you page.
http::Response thanksForPeople(http::Response answer, const http::Request &request, const QString &redirect,
                               const QByteArrayList &origins);

/// Turns a problem+json into a page that says what is wrong; other answers are unchanged.
http::Response problemForPeople(http::Response answer, const http::Request &request);

} // namespace pl::intake
