#include "server/intake/leadbody.h"

#include "models/domain/jsonreader.h"
#include "server/intake/clientaddress.h"
#include "server/intake/formfields.h"

#include <cstring>

namespace pl::intake {

namespace {

constexpr const char *kUrlEncoded = "application/x-www-form-urlencoded";
constexpr const char *kMultipart = "multipart/form-data";

QByteArray mediaType(const http::Request &request)
{
    const QByteArray value = request.header("Content-Type");
    return value.first(std::max<qsizetype>(0, value.contains(';') ? value.indexOf(';') : value.size()))
        .trimmed()
        .toLower();
}

bool isForm(const QByteArray &type)
{
    return type == kUrlEncoded || type == kMultipart;
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

void completeConsent(nlohmann::json &consent, const http::Request &request)
{
    consent["at"] = toJson(Timestamp::now().toString());
    consent["address"] = toJson(clientAddress(request).toString());
    if (const QByteArray origin = request.header("Origin"); !origin.isEmpty())
        consent["origin"] = toJson(QString::fromLatin1(origin));
}

Result<LeadBody> readForm(const http::Request &request, const QByteArray &type)
{
    const auto fields = type == kMultipart ? multipartFields(request.body, request.header("Content-Type"))
                                           : urlEncodedFields(request.body);
    auto form = fields.andThen(formOf);
    if (!form)
        return form.error();
    if (form->lead.contains("consent"))
        completeConsent(form->lead["consent"], request);
    return LeadBody{false, {NewLead::fromJson(form->lead)}, form->redirect, form->isTrapped};
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
    return type == "application/json" || isForm(type);
}

Result<LeadBody> readLeads(const http::Request &request)
{
    const QByteArray type = mediaType(request);
    if (request.body.size() > kLeadBytes && (isForm(type) || !looksLikeArray(request.body)))
        return Error{ErrorCode::TooLarge, QStringLiteral("A lead must not be larger than %1 bytes.").arg(kLeadBytes)};
    if (isForm(type))
        return readForm(request, type);
    auto json = parseBody(request.body);
    if (!json)
        return json.error();
    return leadsOf(*json);
}

} // namespace pl::intake
