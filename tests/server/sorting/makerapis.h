#pragma once

#include "server/http/router.h"
#include "server/http/server.h"

#include <QTest>
#include <QUrl>

#include <nlohmann/json.hpp>

#include <memory>

namespace pl::test {

/// Meta's Graph API and Yelp's Leads API over HTTP, as strict as they are: a lead is told only to a token that may read
/// it, in a header, at its own address. Can be made to answer something else.
class MakerApis
{
public:
    MakerApis()
    {
        m_server = std::make_unique<http::Server>([this](const http::Request &request) { return answer(request); },
                                                  http::Limits{});
        const auto port = m_server->listen(QHostAddress::LocalHost, 0);
        if (port.ok())
            m_url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(*port));
    }

    QUrl url() const { return m_url; }

    QByteArray token = "EAAB-good";
    std::map<QByteArray, nlohmann::json> leads; ///< by id
    std::optional<http::Response> instead;      ///< what every request hears
    QList<http::Request> requests;

    static http::Response json(int status, const nlohmann::json &body)
    {
        return {status, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump())};
    }
    static http::Response metaError(int status, int code, int detail = 0)
    {
        nlohmann::json error{{"message", "no"}, {"type", "OAuthException"}, {"code", code}, {"fbtrace_id", "A"}};
        if (detail > 0)
            error["error_subcode"] = detail;
        return json(status, {{"error", error}});
    }

private:
    Later<http::Response> answer(const http::Request &request)
    {
        requests += request;
        if (instead)
            return http::answered(*instead);
        const bool isMeta = request.path.startsWith("/v21.0/");
        const bool isYelp = request.path.startsWith("/v3/leads/");
        if (request.method != "GET" || (!isMeta && !isYelp) || request.query.contains(token))
            return http::answered(json(404, {{"error", {{"code", "NOT_FOUND"}}}}));
        if (request.header("Authorization") != "Bearer " + token)
            return http::answered(isMeta ? metaError(400, 190, 463)
                                         : json(401, {{"error", {{"code", "TOKEN_INVALID"}}}}));
        const auto lead = leads.find(request.path.mid(request.path.lastIndexOf('/') + 1));
        if (lead == leads.end())
            return http::answered(isMeta ? metaError(400, 100, 33)
                                         : json(404, {{"error", {{"code", "LEAD_NOT_FOUND"}}}}));
        // Without the list of fields, Meta tells the id and the time alone.
        if (isMeta && !request.query.contains("field_data"))
            return http::answered(json(200, {{"id", lead->second["id"]}}));
        return http::answered(json(200, lead->second));
    }

    std::unique_ptr<http::Server> m_server;
    QUrl m_url;
};

} // namespace pl::test
