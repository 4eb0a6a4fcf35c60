#include "server/http/localonly.h"

#include "server/http/problem.h"

namespace pl::http {

namespace {

bool isForwarded(const Request &request)
{
    static constexpr const char *kHeaders[] = {"X-Forwarded-For",  "Forwarded",         "X-Real-IP",
                                               "X-Forwarded-Host", "X-Forwarded-Proto", "Via"};
    return std::any_of(std::begin(kHeaders), std::end(kHeaders),
                       [&](const char *header) { return !request.header(header).isNull(); });
}

/// "127.0.0.1:8080", "[::1]", "localhost:80".
bool isOwnName(const QByteArray &host)
{
    const auto colon = host.lastIndexOf(':');
    const QByteArray name = colon > host.lastIndexOf(']') ? host.first(colon) : host;
    if (name.compare("localhost", Qt::CaseInsensitive) == 0)
        return true;
    const bool isBracketed = name.startsWith('[') && name.endsWith(']');
    const QByteArray address = isBracketed ? name.sliced(1, name.size() - 2) : name;
    return QHostAddress(QString::fromLatin1(address)).isLoopback();
}

} // namespace

bool isLocal(const Request &request)
{
    return request.peer.isLoopback() && !isForwarded(request) && isOwnName(request.header("Host"));
}

RouteHandler localOnly(RouteHandler handler)
{
    return [handler = std::move(handler)](const Request &request, const PathParameters &parameters) {
        if (isLocal(request))
            return handler(request, parameters);
        return answered(problem(404, QStringLiteral("Nothing was found at this address."), request.path));
    };
}

} // namespace pl::http
