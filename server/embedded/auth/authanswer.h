#pragma once

#include "server/embedded/auth/authstore.h"
#include "server/http/message.h"

namespace pl::embedded {

/// An answer of Auth that is no success, with its codes. Thrown within Auth, and caught by AuthService::handle().
struct AuthError
{
    int status;
    const char *code;
    QString message;
    int retryAfterSeconds = 0;
    const char *weakness = nullptr; ///< what makes a password weak: "length" or "pwned"

    http::Response toResponse() const;
};

http::Response jsonResponse(int status, const nlohmann::json &body);
/// An account as Auth's clients see it.
nlohmann::json accountJson(const AuthAccount &account);
/// A JSON object's body. Throws AuthError.
nlohmann::json bodyOf(const http::Request &request);
/// A member that is a string; null when there is none. Throws AuthError when it is something else.
QString stringMember(const nlohmann::json &object, const char *name);
/// A parameter of the query string; null when it is not there.
QString queryParameter(const http::Request &request, const QString &name);

} // namespace pl::embedded
