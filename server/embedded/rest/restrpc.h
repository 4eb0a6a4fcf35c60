#pragma once

#include "server/embedded/rest/restservice.h"

namespace pl::embedded {

/// One function can be called, office_news(); all else that a client may do is done to tables.
http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context);

} // namespace pl::embedded
