#include "server/intake/leadbody.h"

#include "models/domain/jsonreader.h"
#include "server/intake/formfields.h"

#include <cstring>

namespace pl::intake {

namespace {

QByteArray mediaType(const http::Request &request)
{
    const QByteArray value = request.header("Content-Type");
    return value.first(std::max<qsizetype>(0, value.contains(';') ? value.indexOf(';') : value.size()))
        .trimmed()
        .toLower();
}

Result<nlohmann::json> parseBody(const QByteArray &body)
{
    auto json = parseJson(body, QStringLiteral("The body"));
    if (!json)
        return Error{json.error().code, json.error().message + u'.'};
    if (!json->is_object() && !json->is_array())
        return Error{ErrorCode::InvalidInput, QStringLiteral("The body must be a JSON object or an array of them.")};
    return json;
}

Result<LeadBody> leadsOf(const nlohmann::json &json)
{
    LeadBody body{json.is_array(), {}};
    if (!body.isArray) {
        body.leads.append(NewLead::fromJson(json));
        return body;
    }
    if (json.empty() || json.size() > kMostLeadsInRequest)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("An array must hold 1 to %1 leads.").arg(kMostLeadsInRequest)};
    for (const auto &item : json)
        body.leads.append(NewLead::fromJson(item));
    return body;
}

/// Told before anything is parsed: a large body that is no array is refused for its size, whatever is wrong with it
/// besides.
bool looksLikeArray(const QByteArray &body)
{
    const auto first = std::find_if(body.begin(), body.end(), [](char c) { return !std::strchr(" \t\r\n", c); });
    return first != body.end() && *first == '[';
}

} // namespace

bool hasKnownContentType(const http::Request &request)
{
    const QByteArray type = mediaType(request);
    return type == "application/json" || type == "application/x-www-form-urlencoded";
}

Result<LeadBody> readLeads(const http::Request &request)
{
    const bool isForm = mediaType(request) == "application/x-www-form-urlencoded";
    if (request.body.size() > kLeadBytes && (isForm || !looksLikeArray(request.body)))
        return Error{ErrorCode::TooLarge, QStringLiteral("A lead must not be larger than %1 bytes.").arg(kLeadBytes)};
    auto json = isForm ? parseForm(request.body) : parseBody(request.body);
    if (!json)
        return json.error();
    return leadsOf(*json);
}

} // namespace pl::intake
