#pragma once

#include "server/embedded/store/caller.h"
#include "server/http/message.h"

#include <optional>

namespace pl::embedded {

/// The gateway in front of Supabase's services: admits requests with one of the project's keys and identifies the
/// caller.
class Gateway
{
public:
    explicit Gateway(QByteArray jwtSecret) : m_secret(std::move(jwtSecret)) {}

    QByteArray anonKey() const { return keyFor("anon"); }
    QByteArray serviceKey() const { return keyFor("service_role"); }
    /// The same two keys in the newer format, which is not a JWT and is sent only in `apikey`.
    QByteArray publishableKey() const { return opaqueKey("sb_publishable_"); }
    QByteArray secretKey() const { return opaqueKey("sb_secret_"); }

    /// A 401 if the `apikey` header is not one of our keys; else empty. `now` is in seconds since 1970.
    std::optional<http::Response> refusal(const http::Request &request, qint64 now) const;
    /// The caller: from the token, or else from the key. Throws RestError if the token is invalid.
    Caller caller(const http::Request &request, qint64 now) const;
    /// A key's role; empty if it is not one of our keys.
    std::optional<QString> roleOfKey(const QByteArray &key, qint64 now) const;
    /// The bearer token; a null array if there is none.
    static QByteArray bearerToken(const http::Request &request);

private:
    QByteArray keyFor(const char *role) const;
    QByteArray opaqueKey(const char *prefix) const;

    QByteArray m_secret;
};

} // namespace pl::embedded
