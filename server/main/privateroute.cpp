#include "server/main/privateroute.h"

#include "server/http/localonly.h"
#include "server/shared/constanttime.h"

#include <QCryptographicHash>

namespace pl {

namespace {

bool bearsToken(const http::Request &request, const QByteArray &token)
{
    const QByteArray authorization = request.header("Authorization");
    constexpr QByteArrayView kScheme("Bearer ");
    if (token.isEmpty() || authorization.first(std::min(kScheme.size(), authorization.size())) != kScheme)
        return false;
    return isSameSecret(authorization.sliced(kScheme.size()), token);
}

} // namespace

bool isSameSecret(const QByteArray &one, const QByteArray &other)
{
    // Hashed, so that not even their lengths show.
    return shared::isSameDigest(QCryptographicHash::hash(one, QCryptographicHash::Sha256),
                                QCryptographicHash::hash(other, QCryptographicHash::Sha256));
}

http::RouteHandler privateRoute(const QByteArray &token, http::RouteHandler handler)
{
    auto local = http::localOnly(handler);
    return [token, handler = std::move(handler), local = std::move(local)](const http::Request &request,
                                                                           const http::PathParameters &parameters) {
        return bearsToken(request, token) ? handler(request, parameters) : local(request, parameters);
    };
}

} // namespace pl
