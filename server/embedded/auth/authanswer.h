#pragma once

#include "server/embedded/auth/authstore.h"
#include "server/http/message.h"

namespace pl::embedded {

/// An error answer of Auth, with its codes. Thrown within Auth and caught by AuthService::handle().
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
/// An account in the format of Auth's clients.
nlohmann::json accountJson(const AuthAccount &account);
/// A JSON object's body. Throws AuthError.
nlohmann::json bodyOf(const http::Request &request);
/// A string member; null if absent. Throws AuthError if it is not a string.
QString stringMember(const nlohmann::json &object, const char *name);
/// A parameter of the query string; null if absent.
QString queryParameter(const http::Request &request, const QString &name);

} // namespace pl::embedded
