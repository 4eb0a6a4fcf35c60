#include "server/billing/stripeclient.h"

#include "models/base/jsonreader.h"
#include "models/base/onresult.h"
#include "server/billing/stripelistcall.h"
#include "server/billing/stripeobject.h"
#include "server/shared/formencoding.h"

namespace pl::billing {

namespace {

using nlohmann::json;
using RefusalKind = StripeRefusal::Kind;

constexpr const char *kAuthenticationRequired = "authentication_required";

Error silence(ErrorCode code, const char *sentence, const supabase::HttpResponse &response)
{
    return {code, QString::fromLatin1(sentence), {}, {}, response.header("Retry-After").toInt()};
}

/// With other parameters; a key that is in use right now is of the same type.
bool isKeyReused(const json &error)
{
    return text(error, "type") == u"idempotency_error" && text(error, "code") != u"idempotency_key_in_use";
}

std::optional<Error> undecided(const supabase::HttpResponse &response, const json &error)
{
    if (response.status == 401 || response.status == 403)
        return silence(response.status == 401 ? ErrorCode::Unauthenticated : ErrorCode::Forbidden,
                       "Stripe does not accept the key in STRIPE_API_KEY.", response);
    if (response.status == 429)
        return silence(ErrorCode::RateLimited, "Stripe asks for fewer requests.", response);
    if (response.status == 409 && !isKeyReused(error))
        return silence(ErrorCode::Conflict, "Stripe is at work on the same request.", response);
    if (response.status >= 500 && response.header("Idempotent-Replayed") != "true")
        return silence(ErrorCode::Unavailable, "Stripe has a failure of its own.", response);
    if (error.is_null()) // of something between here and Stripe
        return silence(ErrorCode::Unavailable, "Stripe's answer makes no sense.", response);
    return std::nullopt;
}

RefusalKind kindOf(const supabase::HttpResponse &response, const json &error)
{
    if (response.status >= 500)
        return RefusalKind::KeySpent;
    if (isKeyReused(error))
        return RefusalKind::KeyReused;
    if (text(error, "code") == QLatin1String(kAuthenticationRequired) ||
        text(error, "decline_code") == QLatin1String(kAuthenticationRequired))
        return RefusalKind::AuthenticationRequired;
    if (response.status == 402)
        return RefusalKind::CardDeclined;
    return response.status == 404 ? RefusalKind::NotFound : RefusalKind::InvalidRequest;
}

StripeRefusal refusalOf(const supabase::HttpResponse &response, const json &error)
{
    const RefusalKind kind = kindOf(response, error);
    const QString decline = text(error, "decline_code");
    QString code = decline.isEmpty() ? text(error, "code") : decline;
    if (code.isEmpty())
        code = text(error, "type");
    return {kind, code.isEmpty() ? QStringLiteral("api_error") : code, text(error, "message"),
            member(error, "payment_intent")};
}

Result<StripeAnswer> answerOf(const Result<supabase::HttpResponse> &response, bool isLive)
{
    if (!response)
        return response.error();
    const json body = parseJson(response->body, {}).valueOr(json());
    if (response->status >= 300) {
        const json error = member(body, "error");
        if (const auto silent = undecided(*response, error))
            return *silent;
        return StripeAnswer{json(), refusalOf(*response, error)};
    }
    if (!body.is_object())
        return Error{ErrorCode::Unavailable, QStringLiteral("Stripe's answer makes no sense.")};
    if (const json mode = member(body, "livemode"); mode.is_boolean() && mode.get<bool>() != isLive)
        return Error{ErrorCode::Protocol, QStringLiteral("Stripe answered about the other mode's objects.")};
    return StripeAnswer{body};
}

} // namespace

Error errorOf(const StripeRefusal &refusal)
{
    const bool isMissing = refusal.kind == RefusalKind::NotFound;
    return {isMissing ? ErrorCode::NotFound : ErrorCode::InvalidInput,
            refusal.message.isEmpty() ? QStringLiteral("Stripe refused the request.") : refusal.message,
            {},
            refusal.code};
}

StripeClient::StripeClient(supabase::Transport &transport, QByteArray apiKey, QObject *parent,
                           std::chrono::milliseconds timeout)
    : QObject(parent)
    , m_transport(transport)
    , m_apiKey(std::move(apiKey))
    , m_isLive(m_apiKey.contains("_live_"))
    , m_timeout(timeout)
{
}

supabase::Headers StripeClient::headers() const
{
    return {{"Authorization", "Bearer " + m_apiKey}, {"Stripe-Version", kVersion}};
}

QFuture<Result<StripeAnswer>> StripeClient::get(const QByteArray &path, const json &parameters)
{
    const QByteArray query = shared::formEncoded(parameters);
    supabase::HttpRequest request{
        "GET", "/v1/" + path + (query.isEmpty() ? "" : "?") + query, headers(), {}, m_timeout};
    return m_transport.send(std::move(request))
        .then(
            [isLive = m_isLive](const Result<supabase::HttpResponse> &response) { return answerOf(response, isLive); });
}

QFuture<Result<StripeAnswer>> StripeClient::post(const QByteArray &path, const json &parameters,
                                                 const QByteArray &idempotencyKey)
{
    supabase::HttpRequest request{"POST", "/v1/" + path, headers(), shared::formEncoded(parameters), m_timeout};
    request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    request.headers.emplaceBack("Idempotency-Key", idempotencyKey);
    return m_transport.send(std::move(request))
        .then(
            [isLive = m_isLive](const Result<supabase::HttpResponse> &response) { return answerOf(response, isLive); });
}

QFuture<Result<json>> StripeClient::object(const QByteArray &path, const json &parameters)
{
    return get(path, parameters).then([](const Result<StripeAnswer> &answer) -> Result<json> {
        if (!answer)
            return answer.error();
        if (answer->refusal)
            return errorOf(*answer->refusal);
        return answer->object;
    });
}

QFuture<Result<QList<json>>> StripeClient::list(const QByteArray &path, const json &parameters)
{
    return (new StripeListCall(*this, path, parameters))->start();
}

} // namespace pl::billing
