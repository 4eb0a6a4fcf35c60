#pragma once

#include <QString>

namespace pl::embedded {

/// The caller: the database role, and the token's claims about the person.
struct Caller
{
    enum class Role { Anonymous, Authenticated, Service };

    Role role = Role::Anonymous;
    QString email = {};   ///< null for the server and for anonymous callers
    QString appRole = {}; ///< app_metadata.role: "admin", "staff", "plumber"; empty when it has none
    QString id = {};      ///< the account's; null whenever `email` is

    bool isAnonymous() const { return role == Role::Anonymous; }
    /// The service role sees and changes every row.
    bool bypassesPolicies() const { return role == Role::Service; }
    bool isAdmin() const { return appRole == u"admin"; }
    bool isOffice() const { return isAdmin() || appRole == u"staff"; }
    /// As the history names the caller.
    QString actor() const { return email.isNull() ? QStringLiteral("server") : email; }
};

} // namespace pl::embedded
