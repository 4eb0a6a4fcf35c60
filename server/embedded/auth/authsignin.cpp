#include "server/embedded/auth/authservice.h"

#include "server/embedded/auth/authadmin.h"
#include "server/embedded/auth/authanswer.h"
#include "server/embedded/auth/jwt.h"
#include "server/embedded/auth/passwordhash.h"
#include "server/embedded/store/database.h"

#include <QMessageAuthenticationCode>
#include <QUuid>

#include <sodium.h>

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr int kAccessSeconds = 3600;
constexpr int kGraceSeconds = 10;
constexpr int kTokenBytes = 32;
constexpr qint64 kTokenMemorySeconds = 7 * 86'400;
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray randomToken()
{
    QByteArray bytes(kTokenBytes, Qt::Uninitialized);
    randombytes_buf(bytes.data(), size_t(bytes.size()));
    return bytes.toBase64(kBase64);
}

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

json accessClaims(const AuthAccount &account, const QString &sessionId, const QString &issuer, qint64 now)
{
    return {{"aud", "authenticated"},
            {"exp", now + kAccessSeconds},
            {"iat", now},
            {"iss", issuer.toStdString()},
            {"sub", account.id.toStdString()},
            {"email", account.email.toStdString()},
            {"phone", ""},
            {"app_metadata", account.appMetadata},
            {"user_metadata", account.userMetadata},
            {"role", "authenticated"},
            {"aal", "aal1"},
            {"amr", json::array({{{"method", "password"}, {"timestamp", now}}})},
            {"session_id", sessionId.toStdString()},
            {"is_anonymous", false}};
}

void checkMaySignIn(const AuthAccount &account, Timestamp now)
{
    if (account.isBanned(now))
        throw AuthError{400, "user_banned", QStringLiteral("User is banned")};
    if (!account.emailConfirmedAt)
        throw AuthError{400, "email_not_confirmed", QStringLiteral("Email not confirmed")};
}

AuthError wrongCredentials()
{
    return {400, "invalid_credentials", QStringLiteral("Invalid login credentials")};
}

/// The account's current state. Checking a password takes a while; meanwhile the account may have been disabled,
/// removed or given another password.
AuthAccount stillSignsIn(AuthStore &store, const AuthAccount &checked, Timestamp now)
{
    auto account = store.account(checked.id);
    if (!account || account->passwordHash != checked.passwordHash)
        throw wrongCredentials();
    checkMaySignIn(*account, now);
    account->lastSignInAt = now;
    return *account;
}

bool isCurrent(AuthStore &store, const QByteArray &token)
{
    const auto kept = store.token(token);
    return kept && !kept->exchangedAt;
}

} // namespace

http::Response AuthService::token(const http::Request &request, Database &database)
{
    const QString grant = queryParameter(request, QStringLiteral("grant_type"));
    if (grant == u"password")
        return signIn(request, database);
    if (grant == u"refresh_token")
        return refresh(request, database);
    throw AuthError{400, "validation_failed", QStringLiteral("unsupported_grant_type")};
}

http::Response AuthService::signIn(const http::Request &request, Database &database)
{
    const json body = bodyOf(request);
    const QString email = stringMember(body, "email").trimmed();
    const QString password = stringMember(body, "password");
    if (email.isEmpty() || password.isEmpty())
        throw AuthError{400, "validation_failed", QStringLiteral("missing email or password")};
    const auto attempt = beginAttempt(email, request);
    AuthStore store(database);
    const auto known = store.accountByEmail(email);
    if (!verifyPassword(password, known ? known->passwordHash : QByteArray()))
        throw wrongCredentials();
    m_guard.passed(attempt);

    const Timestamp now = m_settings.clock();
    const QString sessionId = newId();
    const QByteArray refreshToken = randomToken();
    Transaction transaction(database, Transaction::Kind::Write);
    const AuthAccount account = stillSignsIn(store, *known, now);
    store.changeAccount(account.id, {.lastSignInAt = now});
    store.addSession(sessionId, account.id, now);
    store.addToken(refreshToken, sessionId, now);
    transaction.commit();
    return sessionResponse(account, sessionId, refreshToken, now);
}

http::Response AuthService::refresh(const http::Request &request, Database &database)
{
    const QByteArray given = stringMember(bodyOf(request), "refresh_token").toUtf8();
    const Timestamp now = m_settings.clock();
    AuthStore store(database);
    Transaction transaction(database, Transaction::Kind::Write);
    const auto kept = store.token(given);
    if (!kept)
        throw AuthError{400, "refresh_token_not_found",
                        QStringLiteral("Invalid Refresh Token: Refresh Token Not Found")};
    const auto account = store.account(kept->userId);
    checkMaySignIn(*account, now);
    QByteArray current;
    if (!kept->exchangedAt) {
        current = successorOf(given);
        store.markExchanged(given, now);
        store.addToken(current, kept->sessionId, now);
        store.forgetTokens(kept->sessionId, now.addSeconds(-kTokenMemorySeconds));
    } else if (isCurrent(store, successorOf(given)) || kept->exchangedAt->addSeconds(kGraceSeconds) >= now) {
        current = currentToken(store, given);
    } else {
        store.endSession(kept->sessionId);
    }
    transaction.commit();
    if (current.isEmpty())
        throw AuthError{400, "refresh_token_already_used", QStringLiteral("Invalid Refresh Token: Already Used")};
    return sessionResponse(*account, kept->sessionId, current, now);
}

QByteArray AuthService::successorOf(const QByteArray &token) const
{
    return QMessageAuthenticationCode::hash("refresh token:" + token, m_settings.jwtSecret, QCryptographicHash::Sha256)
        .toBase64(kBase64);
}

QByteArray AuthService::currentToken(AuthStore &store, const QByteArray &exchanged) const
{
    QByteArray token = successorOf(exchanged);
    for (auto kept = store.token(token); kept && kept->exchangedAt; kept = store.token(token))
        token = successorOf(token);
    return store.token(token) ? token : QByteArray();
}

/// This server can't send mail. Saying so does not reveal whether an address has an account; claiming that a message
/// was sent would leave people waiting forever.
void AuthService::recover(const http::Request &request)
{
    const QString email = stringMember(bodyOf(request), "email").trimmed();
    if (!isEmailAddress(email))
        throw AuthError{400, "validation_failed", QStringLiteral("Unable to validate email address: invalid format")};
    throw AuthError{422, "email_provider_disabled", QStringLiteral("This server sends no e-mail")};
}

http::Response AuthService::sessionResponse(const AuthAccount &account, const QString &sessionId,
                                            const QByteArray &refreshToken, Timestamp now) const
{
    const qint64 seconds = now.micros / 1'000'000;
    const json claims = accessClaims(account, sessionId, m_settings.issuer, seconds);
    return jsonResponse(200, {{"access_token", signJwt(claims, m_settings.jwtSecret).toStdString()},
                              {"token_type", "bearer"},
                              {"expires_in", kAccessSeconds},
                              {"expires_at", seconds + kAccessSeconds},
                              {"refresh_token", refreshToken.toStdString()},
                              {"user", accountJson(account)}});
}

} // namespace pl::embedded
