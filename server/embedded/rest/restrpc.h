#pragma once

#include "server/embedded/rest/restservice.h"

namespace pl::embedded {

// The functions of the reference schema that write.
inline constexpr QByteArrayView kEndSessions("/rest/v1/rpc/end_sessions");
inline constexpr QByteArrayView kTextAgain("/rest/v1/rpc/text_again");

/// office_news() and do_not_contact(), and for the server end_sessions() and text_again(); clients do everything else
/// through tables.
http::Response answerRpc(const http::Request &request, const QString &function, const RestContext &context);

} // namespace pl::embedded
