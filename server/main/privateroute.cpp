#include "server/main/privateroute.h"

#include "server/http/localonly.h"

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
    const QByteArray a = QCryptographicHash::hash(one, QCryptographicHash::Sha256);
    const QByteArray b = QCryptographicHash::hash(other, QCryptographicHash::Sha256);
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a.at(i) ^ b.at(i);
    return difference == 0;
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
