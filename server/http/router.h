#pragma once

#include "server/http/message.h"

#include <QByteArrayList>

#include <vector>

namespace pl::http {

/// The values of a pattern's {names} in one path, percent-decoded, in the pattern's order.
class PathParameters
{
public:
    void add(const QByteArray &name, const QByteArray &value) { m_values.emplaceBack(name, value); }
    /// A null array if the pattern has no such name.
    QByteArray value(QByteArrayView name) const;

private:
    QList<std::pair<QByteArray, QByteArray>> m_values;
};

using RouteHandler = std::function<Later<Response>(const Request &, const PathParameters &)>;

/// Finds the handler of a request by method and path. Add all routes before the server starts.
///
/// Patterns are paths with whole segments in braces: "/api/v1/leads/{id}". HEAD uses the GET handler of its path. A
/// path with only other methods is a 405 with Allow, an unknown path a 404, both as problem+json.
class Router
{
public:
    void add(const QByteArray &method, const QByteArray &pattern, RouteHandler handler);
    /// Sends every request below `prefix` (which ends with '/') to `handler`, whatever its method.
    void mount(const QByteArray &prefix, Handler handler);

    Later<Response> handle(const Request &request) const;

    /// The pattern or mounted prefix that a path belongs to, for logs and metrics; "-" when there is none.
    QByteArray patternOf(const QByteArray &path) const;

private:
    struct Route
    {
        QByteArray method;
        QByteArray pattern;
        QByteArrayList segments;
        RouteHandler handler;
    };
    struct Mount
    {
        QByteArray prefix;
        Handler handler;
    };

    const Route *literal(const QByteArray &method, const QByteArray &path) const;
    Later<Response> refuse(const Request &request, const QByteArrayList &allowed) const;

    std::vector<Route> m_routes;
    std::vector<Mount> m_mounts;
};

/// For handlers that have their answer immediately.
inline Later<Response> answered(Response response)
{
    return response;
}

} // namespace pl::http
