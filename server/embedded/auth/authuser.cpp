#include "server/embedded/auth/authservice.h"

#include "server/embedded/auth/authadmin.h"
#include "server/embedded/auth/authanswer.h"
#include "server/embedded/auth/authpasswords.h"
#include "server/embedded/auth/passwordhash.h"
#include "server/embedded/store/database.h"

namespace pl::embedded {
namespace {

using nlohmann::json;

AuthError wrongCurrentPassword()
{
    return {400, "current_password_invalid", QStringLiteral("Current password required when setting new password.")};
}

} // namespace

http::Response AuthService::user(const http::Request &request, Database &database)
{
    AuthStore store(database);
    return jsonResponse(200, accountJson(bearer(request, store).account));
}

http::Response AuthService::changeUser(const http::Request &request, Database &database)
{
    const json body = bodyOf(request);
    AuthStore store(database);
    const Bearer who = bearer(request, store);
    if (body.contains("email") && stringMember(body, "email").toLower() != who.account.email)
        throw AuthError{422, "validation_failed", QStringLiteral("Only an administrator can change the email address")};
    const QByteArray hash = changedPasswordHash(request, body, who.account);

    Transaction transaction(database, Transaction::Kind::Write);
    // Hashing takes a while; meanwhile the account may have been disabled or its password reset.
    const AuthAccount account = bearer(request, store).account;
    if (!hash.isNull() && account.passwordHash != who.account.passwordHash)
        throw wrongCurrentPassword();
    AccountChanges changes{.updatedAt = m_settings.clock()};
    if (!hash.isNull())
        changes.passwordHash = hash;
    if (body.contains("data"))
        mergeMetadata(changes.userMetadata.emplace(account.userMetadata), body["data"]);
    store.changeAccount(account.id, changes);
    if (!hash.isNull())
        store.endSessions(account.id, who.sessionId);
    const AuthAccount after = *store.account(account.id);
    transaction.commit();
    return jsonResponse(200, accountJson(after));
}

/// A null array if the request does not change the password.
QByteArray AuthService::changedPasswordHash(const http::Request &request, const json &body, const AuthAccount &account)
{
    const QString password = stringMember(body, "password");
    if (password.isNull())
        return {};
    checkPasswordStrength(password, account.email);
    if (!account.passwordHash.isNull())
        checkCurrentPassword(request, body, account);
    if (verifyPassword(password, account.passwordHash))
        throw AuthError{422, "same_password",
                        QStringLiteral("New password should be different from the old password.")};
    return newPasswordHash(password);
}

/// A signed-in window does not prove who is using it.
void AuthService::checkCurrentPassword(const http::Request &request, const json &body, const AuthAccount &account)
{
    const QString current = stringMember(body, "current_password");
    if (current.isEmpty())
        throw AuthError{400, "current_password_required",
                        QStringLiteral("Current password required when setting new password.")};
    const auto attempt = beginAttempt(account.email, request);
    if (!verifyPassword(current, account.passwordHash))
        throw wrongCurrentPassword();
    m_guard.passed(attempt);
}

} // namespace pl::embedded
