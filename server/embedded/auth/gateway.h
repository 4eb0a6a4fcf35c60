#pragma once

#include "server/embedded/store/caller.h"
#include "server/http/message.h"

#include <optional>

namespace pl::embedded {

/// What stands in front of Supabase's services: it lets in who holds a key of the project, and tells who asks.
class Gateway
{
public:
    explicit Gateway(QByteArray jwtSecret) : m_secret(std::move(jwtSecret)) {}

    QByteArray anonKey() const { return keyFor("anon"); }
    QByteArray serviceKey() const { return keyFor("service_role"); }
    /// The same two in the newer form, which is no JWT and goes in `apikey` alone.
    QByteArray publishableKey() const { return opaqueKey("sb_publishable_"); }
    QByteArray secretKey() const { return opaqueKey("sb_secret_"); }

    /// 401 when the `apikey` header is no key of ours; nothing when it is. `now` is in seconds since 1970.
    std::optional<http::Response> refusal(const http::Request &request, qint64 now) const;
    /// Who asks: the bearer of the token, or else of the key. Throws RestError when the token is no good.
    Caller caller(const http::Request &request, qint64 now) const;
    /// The role that a key stands for; nothing when it is no key of ours.
    std::optional<QString> roleOfKey(const QByteArray &key, qint64 now) const;
    /// The bearer's token; a null array when there is none.
    static QByteArray bearerToken(const http::Request &request);

private:
    QByteArray keyFor(const char *role) const;
    QByteArray opaqueKey(const char *prefix) const;

    QByteArray m_secret;
};

} // namespace pl::embedded
