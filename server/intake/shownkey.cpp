#include "server/intake/shownkey.h"

namespace pl::intake {

namespace {

/// What follows the scheme in the Authorization header; nothing for another scheme.
std::optional<QByteArray> credentials(const http::Request &request, QByteArrayView scheme)
{
    const QByteArray authorization = request.header("Authorization");
    const QByteArrayView start = QByteArrayView(authorization).first(std::min(scheme.size(), authorization.size()));
    if (start.compare(scheme, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return QByteArrayView(authorization).sliced(scheme.size()).trimmed().toByteArray();
}

} // namespace

QByteArray shownKey(const http::Request &request)
{
    if (auto token = credentials(request, "Bearer "))
        return *token;
    return request.header("X-Api-Key");
}

QByteArray shownPassword(const http::Request &request)
{
    const auto encoded = credentials(request, "Basic ");
    if (!encoded)
        return {};
    const QByteArray pair = QByteArray::fromBase64(*encoded);
    const qsizetype colon = pair.indexOf(':');
    return colon < 0 ? QByteArray() : pair.sliced(colon + 1);
}

} // namespace pl::intake
