#pragma once

#include "server/embedded/rest/restservice.h"

namespace pl::embedded {

/// The only function that writes: end_sessions() of the reference schema.
inline constexpr QByteArrayView kEndSessions("/rest/v1/rpc/end_sessions");

/// office_news(), and for the server end_sessions(); clients do everything else through tables.
http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context);

} // namespace pl::embedded
