#pragma once

#include "server/embedded/rest/restservice.h"

namespace pl::embedded {

/// The only callable function is office_news(); clients do everything else through tables.
http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context);

} // namespace pl::embedded
