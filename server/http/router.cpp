#include "server/http/router.h"

#include "server/http/problem.h"

#include <optional>

namespace pl::http {

namespace {

bool isParameter(const QByteArray &segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

std::optional<PathParameters> match(const QByteArrayList &pattern, const QByteArrayList &path)
{
    if (pattern.size() != path.size())
        return std::nullopt;
    PathParameters parameters;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (!isParameter(pattern.at(i))) {
            if (pattern.at(i) != path.at(i))
                return std::nullopt;
        } else if (path.at(i).isEmpty()) {
            return std::nullopt;
        } else {
            parameters.add(pattern.at(i).sliced(1, pattern.at(i).size() - 2),
                           QByteArray::fromPercentEncoding(path.at(i)));
        }
    }
    return parameters;
}

} // namespace

QByteArray PathParameters::value(QByteArrayView name) const
{
    for (const auto &[key, value] : m_values)
        if (key == name)
            return value;
    return {};
}

void Router::add(const QByteArray &method, const QByteArray &pattern, RouteHandler handler)
{
    m_routes.push_back({method, pattern, pattern.split('/'), std::move(handler)});
}

void Router::mount(const QByteArray &prefix, Handler handler)
{
    m_mounts.push_back({prefix, std::move(handler)});
}

Later<Response> Router::handle(const Request &request) const
{
    for (const Mount &mount : m_mounts)
        if (request.path.startsWith(mount.prefix))
            return mount.handler(request);
    if (const Route *route = literal(request.method, request.path))
        return route->handler(request, {});
    const QByteArrayList path = request.path.split('/');
    QByteArrayList allowed;
    for (const Route &route : m_routes) {
        const auto parameters = match(route.segments, path);
        if (!parameters)
            continue;
        if (route.method == request.method || (route.method == "GET" && request.method == "HEAD"))
            return route.handler(request, *parameters);
        allowed.append(route.method);
        if (route.method == "GET")
            allowed.append("HEAD");
    }
    return refuse(request, allowed);
}

/// The busiest routes have no parameters, so they are found without splitting the path.
const Router::Route *Router::literal(const QByteArray &method, const QByteArray &path) const
{
    const auto found = std::find_if(m_routes.begin(), m_routes.end(), [&](const Route &route) {
        return route.pattern == path && (method.isEmpty() || route.method == method);
    });
    return found == m_routes.end() || found->pattern.contains('{') ? nullptr : &*found;
}

Later<Response> Router::refuse(const Request &request, const QByteArrayList &allowed) const
{
    if (allowed.isEmpty())
        return answered(problem(404, QStringLiteral("Nothing was found at this address."), request.path));
    Response response = problem(405, QStringLiteral("This address does not support that method."), request.path);
    response.headers.emplaceBack("Allow", allowed.join(", "));
    return answered(std::move(response));
}

QByteArray Router::patternOf(const QByteArray &path) const
{
    for (const Mount &mount : m_mounts)
        if (path.startsWith(mount.prefix))
            return mount.prefix;
    if (literal({}, path))
        return path;
    const QByteArrayList segments = path.split('/');
    for (const Route &route : m_routes)
        if (match(route.segments, segments))
            return route.pattern;
    return "-";
}

} // namespace pl::http
