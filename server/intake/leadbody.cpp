#include "server/intake/leadbody.h"

#include "models/domain/newlead.h"
#include "models/domain/plainlead.h"
#include "server/http/clientaddress.h"
#include "server/intake/submittedform.h"

#include <cstring>

namespace pl::intake {

namespace {

enum class MediaType { Json, UrlEncoded, Multipart, Unknown };

MediaType mediaType(const http::Request &request)
{
    const QByteArray value = request.header("Content-Type");
    const qsizetype semicolon = value.indexOf(';');
    const QByteArrayView type = QByteArrayView(value).first(semicolon < 0 ? value.size() : semicolon).trimmed();
    const auto is = [type](QByteArrayView name) { return type.compare(name, Qt::CaseInsensitive) == 0; };
    return is("application/json")                    ? MediaType::Json
           : is("application/x-www-form-urlencoded") ? MediaType::UrlEncoded
           : is("multipart/form-data")               ? MediaType::Multipart
                                                     : MediaType::Unknown;
}

bool isForm(MediaType type)
{
    return type == MediaType::UrlEncoded || type == MediaType::Multipart;
}

Result<nlohmann::json> parseBody(const QByteArray &body)
{
    auto parsed = parseJson(body, QStringLiteral("The body"));
    if (!parsed)
        return Error{parsed.error().code, parsed.error().message + u'.'};
    if (!parsed->is_object() && !parsed->is_array())
        return Error{ErrorCode::InvalidInput, QStringLiteral("The body must be a JSON object or an array of them.")};
    return parsed;
}

Result<CheckedLead> checked(const Result<NewLead> &lead)
{
    return lead.transform([](const NewLead &good) { return good.checked(); });
}

LeadBody withOne(Result<CheckedLead> lead)
{
    LeadBody body;
    body.leads.append(std::move(lead));
    return body;
}

Result<LeadBody> leadsOf(const nlohmann::json &sent)
{
    if (!sent.is_array())
        return withOne(checked(NewLead::fromJson(sent)));
    if (sent.empty() || sent.size() > kMaxLeadsInRequest)
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("An array must contain 1 to %1 leads.").arg(kMaxLeadsInRequest)};
    LeadBody body{true, {}};
    for (const auto &item : sent)
        body.leads.append(checked(NewLead::fromJson(item)));
    return body;
}

void completeConsent(nlohmann::json &consent, const http::Request &request)
{
    consent["at"] = toJson(Timestamp::now().toString());
    consent["address"] = toJson(clientAddress(request).toString());
    if (const QByteArray origin = request.header("Origin"); !origin.isEmpty())
        consent["origin"] = toJson(QString::fromLatin1(origin));
}

/// The columns that a program can't send are added to what has passed the checks.
Result<CheckedLead> checkedForm(const Form &form)
{
    return NewLead::fromJson(form.lead).transform([&form](const NewLead &good) {
        nlohmann::json row = good.toJson();
        if (!form.answers.is_null())
            row["answers"] = form.answers;
        if (!form.origin.is_null())
            row["origin"] = form.origin;
        return CheckedLead{dumpJson(row), good.externalId.value_or(QString())};
    });
}

/// Checked before parsing: a large body that is not an array is refused for its size, whatever else is wrong with it.
bool looksLikeArray(const QByteArray &body)
{
    const auto first = std::find_if(body.begin(), body.end(), [](char c) { return !std::strchr(" \t\r\n", c); });
    return first != body.end() && *first == '[';
}

LeadBody withForm(Form form, const http::Request &request)
{
    if (form.lead.contains("consent"))
        completeConsent(form.lead["consent"], request);
    return LeadBody{false, {checkedForm(form)}, form.redirect, form.isTrapped};
}

/// A form of a program has to say as much as its JSON.
Result<LeadBody> readStrictForm(const http::Request &request)
{
    if (request.body.isEmpty())
        return withForm({}, request);
    return mapping::readBody(request.header("Content-Type"), request.body)
        .andThen(strictFormOf)
        .transform([&request](const Form &form) { return withForm(form, request); });
}

} // namespace

Result<LeadBody> readForm(const http::Request &request)
{
    const auto body = mapping::readBody(request.header("Content-Type"), request.body);
    if (!body)
        return body.error();
    if (!body->tree.is_object())
        return Error{ErrorCode::InvalidInput, QStringLiteral("A form can send only one lead at a time.")};
    return withForm(formOf(*body), request);
}

CheckedBody::CheckedBody(const LeadBody &body) : isArray(body.isArray), redirect(body.redirect)
{
    errors.reserve(body.leads.size());
    for (const auto &lead : body.leads)
        errors.append(lead ? std::nullopt : std::optional(lead.error()));
}

bool hasKnownContentType(const http::Request &request)
{
    return mediaType(request) != MediaType::Unknown;
}

Result<LeadBody> readLeads(const http::Request &request)
{
    const bool isFormType = isForm(mediaType(request));
    if (request.body.size() > kLeadBytes && (isFormType || !looksLikeArray(request.body)))
        return Error{ErrorCode::TooLarge, QStringLiteral("A lead can have at most %1 bytes.").arg(kLeadBytes)};
    if (isFormType)
        return readStrictForm(request);
    if (auto lead = plainLead(request.body))
        return withOne(std::move(*lead));
    if (const auto fields = JsonFields::read(request.body))
        return withOne(checked(NewLead::fromFields(*fields)));
    auto parsed = parseBody(request.body);
    if (!parsed)
        return parsed.error();
    return leadsOf(*parsed);
}

} // namespace pl::intake
