#include "server/sorting/leadfetcher.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"
#include "models/base/jsonreader.h"

#include <QUrl>

#include <algorithm>

namespace pl::sorting {

namespace {

using nlohmann::json;
using supabase::HttpRequest;
using supabase::HttpResponse;

constexpr qsizetype kMaxIdLength = 100;

// developers.facebook.com/docs/graph-api/guides/error-handling
constexpr qint64 kMetaTokenCodes[] = {102, 190, 467};
constexpr qint64 kMetaRateCodes[] = {4, 17, 32, 341, 613, 80005};
constexpr qint64 kMetaPassingCodes[] = {1, 2};
constexpr qint64 kMetaUnknownObject = 100;
constexpr qint64 kMetaUnknownObjectDetail = 33;

template <std::size_t N>
bool isOneOf(qint64 code, const qint64 (&codes)[N])
{
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

qint64 integerOf(const json &object, const char *name)
{
    const json value = jsonMember(object, name);
    return value.is_number_integer() ? value.get<qint64>() : 0;
}

Error withPause(ErrorCode code, const QString &sentence, const HttpResponse &response)
{
    return {code, sentence, {}, {}, response.header("Retry-After").toInt()};
}

Error tokenTrouble(const QString &maker)
{
    return {ErrorCode::Unauthenticated, QStringLiteral("%1 rejected the access token.").arg(maker)};
}

/// What an HTTP status alone says.
Error errorOf(const HttpResponse &response, const QString &maker)
{
    switch (response.status) {
    case 401:
        return tokenTrouble(maker);
    case 403:
        return {ErrorCode::Forbidden, QStringLiteral("%1 doesn't let this access token read leads.").arg(maker)};
    case 404:
        return {ErrorCode::NotFound, QStringLiteral("%1 has no such lead.").arg(maker)};
    case 429:
        return withPause(ErrorCode::RateLimited, QStringLiteral("%1 is limiting our requests.").arg(maker), response);
    default:
        return withPause(ErrorCode::Unavailable,
                         QStringLiteral("%1 answered with status %2.").arg(maker).arg(response.status), response);
    }
}

/// Meta answers nearly everything with 400, and says in the body what it means.
Error metaError(const HttpResponse &response, const json &body)
{
    const QString maker = QStringLiteral("Meta");
    const json error = jsonMember(body, "error");
    const qint64 code = integerOf(error, "code");
    if (isOneOf(code, kMetaTokenCodes))
        return tokenTrouble(maker);
    if (isOneOf(code, kMetaRateCodes))
        return withPause(ErrorCode::RateLimited, QStringLiteral("Meta is limiting our requests."), response);
    if (code == kMetaUnknownObject && integerOf(error, "error_subcode") == kMetaUnknownObjectDetail)
        return {ErrorCode::NotFound, QStringLiteral("Meta has no such lead, or the token may not read it.")};
    if (code == 10 || (code >= 200 && code < 300))
        return {ErrorCode::Forbidden, QStringLiteral("Meta doesn't let this access token read leads.")};
    if (isOneOf(code, kMetaPassingCodes))
        return withPause(ErrorCode::Unavailable, QStringLiteral("Meta can't answer at the moment."), response);
    return errorOf(response, maker);
}

Result<json> leadOf(const HttpResponse &response, bool isMeta)
{
    const json body = parseJson(response.body, {}).valueOr(json());
    if (response.status != 200)
        return isMeta ? metaError(response, body) : errorOf(response, QStringLiteral("Yelp"));
    if (!body.is_object() || jsonMember(body, "id").is_null())
        return Error{ErrorCode::Unavailable, QStringLiteral("The answer is not a lead.")};
    return body;
}

HttpRequest requestFor(const QByteArray &target, const QByteArray &token)
{
    return {"GET", target, {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}}};
}

} // namespace

LeadFetcher::LeadFetcher(supabase::Transport &meta, supabase::Transport &yelp, QObject *parent)
    : QObject(parent), m_meta(meta), m_yelp(yelp)
{
}

QFuture<Result<json>> LeadFetcher::fetch(const QString &service, const QString &id, const QByteArray &token)
{
    const bool isMeta = service == u"meta";
    if ((!isMeta && service != u"yelp") || id.isEmpty() || id.size() > kMaxIdLength)
        return QtFuture::makeReadyFuture<Result<json>>(
            Error{ErrorCode::NotFound, QStringLiteral("There is no such lead.")});
    const QByteArray segment = QUrl::toPercentEncoding(id);
    const HttpRequest request =
        isMeta ? requestFor('/' + QByteArray(kMetaVersion) + '/' + segment +
                                "?fields=id,created_time,ad_id,campaign_id,form_id,is_organic,platform,field_data",
                            token)
               : requestFor("/v3/leads/" + segment, token);
    return thenOn(this, (isMeta ? m_meta : m_yelp).send(request), [isMeta](const Result<HttpResponse> &response) {
        return response.andThen([isMeta](const HttpResponse &answer) { return leadOf(answer, isMeta); });
    });
}

} // namespace pl::sorting
