#pragma once

#include "models/base/jsonreader.h"
#include "models/supabase/restclient.h"

namespace pl::supabase {

/// An account of Supabase Auth. `role` is app_metadata.role ("admin", "staff", "plumber"), empty when there is none:
/// only the service role can write app_metadata, so a user can't give itself a role.
struct AuthUser
{
    QUuid id;
    QString email;
    QString role;
    Timestamp createdAt;
    bool banned = false;
    std::optional<Timestamp> lastSignInAt = {};
    QString invitation = {}; ///< app_metadata.invitation: which link may set the password; empty: none

    bool operator==(const AuthUser &) const = default;
    static Result<AuthUser> fromJson(const nlohmann::json &json);
};

struct Tokens
{
    QByteArray accessToken; ///< a JWT
    QByteArray refreshToken;
    Timestamp expiresAt;                    ///< by this machine's clock
    std::optional<Timestamp> issuedAt = {}; ///< by the server's clock, as the JWT says
    AuthUser user;

    bool operator==(const Tokens &) const = default;
    static Result<Tokens> fromJson(const nlohmann::json &json);
};

/// A typed client of Supabase Auth (/auth/v1). Lives on one thread; every call finishes exactly once. Nothing that
/// checks a password is repeated by itself. signOut(), changePassword() and
/// requestCode() need a person's credentials.
class AuthClient : public QObject
{
    Q_OBJECT

public:
    /// `credentials` give the project's key; the transport and they must outlive the client.
    AuthClient(Transport &transport, Credentials &credentials, QObject *parent = nullptr);

    /// Wrong e-mail and wrong password alike: Unauthenticated with remoteCode "invalid_credentials".
    QFuture<Result<Tokens>> signIn(const QString &email, const QString &password);
    QFuture<Result<Tokens>> refresh(const QByteArray &refreshToken);
    /// Ends the session of the credentials' bearer, or with `everywhere` all sessions of the person.
    QFuture<Result<>> signOut(bool everywhere);
    /// InvalidInput with remoteCode "weak_password" or "same_password"; "current_password_invalid" from a server that
    /// compares `current` (not every one does); "reauthentication_needed" when it wants a `code` that requestCode() has
    /// it send by e-mail.
    QFuture<Result<>> changePassword(const QString &current, const QString &password, const QString &code = {});
    QFuture<Result<>> requestCode();
    /// Asks for a password-recovery mail; the answer doesn't tell whether the account exists.
    QFuture<Result<>> recover(const QString &email);

private:
    QFuture<Result<Tokens>> token(const QByteArray &grant, const nlohmann::json &body);

    RestClient m_client;
};

} // namespace pl::supabase
