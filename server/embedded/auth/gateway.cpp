#include "server/embedded/auth/gateway.h"

#include "models/base/jsonmember.h"
#include "server/embedded/auth/jwt.h"
#include "server/embedded/store/resterror.h"

#include <QMessageAuthenticationCode>

namespace pl::embedded {
namespace {

using nlohmann::json;

// The keys depend only on the secret, so they are always the same.
constexpr qint64 kKeysFrom = 1'735'689'600; // 2025-01-01
constexpr QByteArrayView kSecretPrefix("sb_secret_");
constexpr qint64 kKeysUntil = 2'398'377'600; // 2046-01-01

Caller callerOf(const json &claims)
{
    const QString role = claims.contains("role") ? jsonText(claims, "role") : QStringLiteral("anon");
    Caller caller;
    if (role == u"authenticated")
        caller.role = Caller::Role::Authenticated;
    else if (role == u"service_role")
        caller.role = Caller::Role::Service;
    else if (role != u"anon")
        throw RestError::postgres(QStringLiteral("22023"), QStringLiteral("role \"%1\" does not exist").arg(role));
    caller.email = jsonText(claims, "email");
    caller.id = jsonText(claims, "sub");
    caller.appRole = jsonText(claims.value("app_metadata", json::object()), "role");
    return caller;
}

http::Response unauthorized(const char *message)
{
    return {
        401, {{"Content-Type", "application/json; charset=utf-8"}}, QByteArray("{\"message\":\"") + message + "\"}"};
}

} // namespace

std::optional<http::Response> Gateway::refusal(const http::Request &request, qint64 now) const
{
    const QByteArray key = request.header("apikey");
    if (key.isEmpty())
        return unauthorized("No API key found in request");
    if (!roleOfKey(key, now))
        return unauthorized("Invalid authentication credentials");
    if (key.startsWith(kSecretPrefix) && request.header("user-agent").contains("Mozilla/"))
        return unauthorized("Forbidden use of secret API key in browser");
    return std::nullopt;
}

std::optional<QString> Gateway::roleOfKey(const QByteArray &key, qint64 now) const
{
    if (equalSecrets(key, secretKey()))
        return QStringLiteral("service_role");
    if (equalSecrets(key, publishableKey()))
        return QStringLiteral("anon");
    try {
        const QString role = jsonText(verifyJwt(key, m_secret, now), "role");
        if (role == u"anon" || role == u"service_role")
            return role;
    } catch (const RestError &) {
        // Falls through: an invalid key is not one of ours.
    }
    return std::nullopt;
}

Caller Gateway::caller(const http::Request &request, qint64 now) const
{
    const QByteArray token = bearerToken(request);
    if (!token.isNull())
        return callerOf(verifyJwt(token, m_secret, now));
    const auto role = roleOfKey(request.header("apikey"), now);
    return callerOf({{"role", role.value_or(QStringLiteral("anon")).toStdString()}});
}

QByteArray Gateway::bearerToken(const http::Request &request)
{
    const QByteArray header = request.header("authorization");
    if (header.size() < 6 || header.left(6).toLower() != "bearer" || (header.size() > 6 && header[6] != ' '))
        return {};
    return header.mid(7).trimmed().append("");
}

QByteArray Gateway::opaqueKey(const char *prefix) const
{
    constexpr qsizetype kLength = 31;
    const QByteArray code = QMessageAuthenticationCode::hash(prefix, m_secret, QCryptographicHash::Sha256);
    return prefix + code.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).left(kLength);
}

QByteArray Gateway::keyFor(const char *role) const
{
    return signJwt({{"iss", "supabase"}, {"ref", "embedded"}, {"role", role}, {"iat", kKeysFrom}, {"exp", kKeysUntil}},
                   m_secret);
}

} // namespace pl::embedded
