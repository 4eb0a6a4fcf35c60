#pragma once

#include "models/supabase/authclient.h"

namespace pl::supabase {

/// The accounts of a project, managed with the service key (/auth/v1/admin/users). Lives on one thread;
/// every call finishes exactly once.
class UserAdmin : public QObject
{
    Q_OBJECT

public:
    /// Transport and credentials must outlive this.
    UserAdmin(Transport &transport, Credentials &credentials, QObject *parent = nullptr);

    /// All, each once, in the server's order (the newest first).
    QFuture<Result<QList<AuthUser>>> list();
    /// By e-mail, whatever its case; nothing when there is no such account.
    QFuture<Result<std::optional<AuthUser>>> find(const QString &email);
    /// The address counts as confirmed. Remote code "email_exists" when there is an account already.
    QFuture<Result<AuthUser>> create(const QString &email, const QString &password, const QString &role);
    /// NotFound when there is no such account.
    QFuture<Result<AuthUser>> get(const QUuid &id);
    /// The same as create(), and the link named `invitation` may set the password.
    QFuture<Result<AuthUser>> invite(const QString &email, const QString &password, const QString &role,
                                     const QString &invitation);
    /// From now on this link may set the password, and no earlier one.
    QFuture<Result<AuthUser>> setInvitation(const QUuid &id, const QString &invitation);
    /// As setPassword(); the link has been used.
    QFuture<Result<AuthUser>> acceptInvitation(const QUuid &id, const QString &password);
    /// Nobody's session with this account can be renewed any more; an access token runs to its end, an hour at most.
    QFuture<Result<>> endSessions(const QUuid &id);
    QFuture<Result<AuthUser>> setRole(const QUuid &id, const QString &role);
    /// For a person who forgot theirs; Auth's own checks of length and strength apply.
    QFuture<Result<AuthUser>> setPassword(const QUuid &id, const QString &password);
    /// A disabled account can't sign in, and its sessions can't be renewed; an access token that was given out before
    /// runs to its end, an hour at most.
    QFuture<Result<AuthUser>> setDisabled(const QUuid &id, bool disabled);

private:
    QFuture<Result<AuthUser>> add(const QString &email, const QString &password, const nlohmann::json &metadata);
    QFuture<Result<AuthUser>> change(const QUuid &id, const nlohmann::json &changes);

    RestClient m_client;
};

} // namespace pl::supabase
