#pragma once

#include "server/http/message.h"

namespace pl::intake {

/// The key in a request's head: `Authorization: Bearer`, or else `X-Api-Key`. A null array if there is none.
QByteArray shownKey(const http::Request &request);

/// The password of `Authorization: Basic`, whatever the user; a null array if there is none.
QByteArray shownPassword(const http::Request &request);

} // namespace pl::intake
