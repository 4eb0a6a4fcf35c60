#pragma once

#include "server/embedded/restservice.h"

namespace pl::embedded {

/// There is no function to call: what a client may do is done to tables.
http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context);

} // namespace pl::embedded
