#pragma once

#include "server/http/message.h"
#include "server/intake/source.h"

namespace pl::intake {

/// Whether a page of the source's own origins asks (the Origin field, which every browser sends with a POST). Another
/// page, or a program that sends none, may not use a form's key.
bool isFromOwnPage(const http::Request &request, const Source &source);

/// The answer to a preflight of CORS, but for what `allowPage` adds.
http::Response preflightAnswer();

/// Lets the page that asked read the answer. Only after `isFromOwnPage`.
void allowPage(http::Response &answer, const http::Request &request);

// For a browser that shows what it gets. What is meant for a script stays as it is.

/// A 2xx becomes a redirect to `redirect` when that lies in one of `origins`, else a small page of thanks.
http::Response thanksForPeople(http::Response answer, const http::Request &request, const QString &redirect,
                               const QByteArrayList &origins);

/// A problem+json becomes a page that says what is wrong; other answers stay as they are.
http::Response problemForPeople(http::Response answer, const http::Request &request);

} // namespace pl::intake
