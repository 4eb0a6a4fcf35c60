#include "server/main/confighandler.h"

#include "models/base/jsonreader.h"
#include "server/http/problem.h"

namespace pl {

ConfigHandler::ConfigHandler(QString supabaseUrl, QByteArray anonKey)
    : m_supabaseUrl(std::move(supabaseUrl)), m_anonKey(std::move(anonKey))
{
}

void ConfigHandler::addRoutes(http::Router &router) const
{
    router.add("GET", "/api/v1/config", [*this](const http::Request &request, const http::PathParameters &) {
        if (m_anonKey.isEmpty())
            return http::answered(http::problem(
                404, QStringLiteral("This server has no publishable key for the project."), request.path));
        nlohmann::json body{{"anon_key", m_anonKey.toStdString()}};
        if (!m_supabaseUrl.isEmpty())
            body["supabase_url"] = toJson(m_supabaseUrl);
        return http::answered({200, {{"Content-Type", "application/json"}}, dumpJson(body)});
    });
}

} // namespace pl
