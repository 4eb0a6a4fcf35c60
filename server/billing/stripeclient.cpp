#include "server/billing/stripeclient.h"

#include "models/base/call.h"
#include "models/base/jsonreader.h"
#include "server/billing/stripeobject.h"
#include "server/shared/formencoding.h"

namespace pl::billing {

namespace {

using nlohmann::json;
using RefusalKind = StripeRefusal::Kind;

constexpr const char *kAuthenticationRequired = "authentication_required";

Error noAnswer(ErrorCode code, const char *sentence, const supabase::HttpResponse &response)
{
    return {code, QString::fromLatin1(sentence), {}, {}, response.header("Retry-After").toInt()};
}

/// The key was used with other parameters; a key in use right now has the same error type.
bool isKeyReused(const json &error)
{
    return text(error, "type") == u"idempotency_error" && text(error, "code") != u"idempotency_key_in_use";
}

std::optional<Error> undecided(const supabase::HttpResponse &response, const json &error)
{
    if (response.status == 401 || response.status == 403)
        return noAnswer(response.status == 401 ? ErrorCode::Unauthenticated : ErrorCode::Forbidden,
                        "Stripe rejected the key in STRIPE_API_KEY.", response);
    if (response.status == 429)
        return noAnswer(ErrorCode::RateLimited, "Stripe is limiting our requests.", response);
    if (response.status == 409 && !isKeyReused(error))
        return noAnswer(ErrorCode::Conflict, "Stripe is still working on the same request.", response);
    if (response.status >= 500 && response.header("Idempotent-Replayed") != "true")
        return noAnswer(ErrorCode::Unavailable, "Stripe had an internal error.", response);
    if (error.is_null()) // from something between here and Stripe
        return noAnswer(ErrorCode::Unavailable, "Stripe sent an invalid answer.", response);
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
        return Error{ErrorCode::Unavailable, QStringLiteral("Stripe sent an invalid answer.")};
    if (const json mode = member(body, "livemode"); mode.is_boolean() && mode.get<bool>() != isLive)
        return Error{ErrorCode::Protocol,
                     QStringLiteral("Stripe answered about an object of the other mode (live or test).")};
    return StripeAnswer{body};
}

/// Reads a list page by page, each starting after the last object of the previous one.
class StripeListCall : public Call<QList<json>>
{
public:
    StripeListCall(StripeClient &stripe, QByteArray path, json parameters)
        : Call(&stripe), m_stripe(stripe), m_path(std::move(path)), m_parameters(std::move(parameters))
    {
        m_parameters["limit"] = 100;
    }

private:
    void run() override
    {
        then(m_stripe.object(m_path, m_parameters), [this](const json &page) {
            const json data = member(page, "data");
            if (!data.is_array())
                return finish(Error{ErrorCode::Protocol, QStringLiteral("Stripe's answer is not a list.")});
            for (const json &object : data)
                m_objects += object;
            if (!flag(page, "has_more") || data.empty())
                return finish(m_objects);
            m_parameters["starting_after"] = data.back()["id"];
            run();
        });
    }

    StripeClient &m_stripe;
    const QByteArray m_path;
    json m_parameters;
    QList<json> m_objects;
};

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

QFuture<Result<StripeAnswer>> StripeClient::ask(supabase::HttpRequest request)
{
    return m_transport.send(std::move(request))
        .then(
            [isLive = m_isLive](const Result<supabase::HttpResponse> &response) { return answerOf(response, isLive); });
}

QFuture<Result<StripeAnswer>> StripeClient::get(const QByteArray &path, const json &parameters)
{
    const QByteArray query = shared::formEncoded(parameters);
    return ask({"GET", "/v1/" + path + (query.isEmpty() ? "" : "?") + query, headers(), {}, m_timeout});
}

QFuture<Result<StripeAnswer>> StripeClient::post(const QByteArray &path, const json &parameters,
                                                 const QByteArray &idempotencyKey)
{
    supabase::HttpRequest request{"POST", "/v1/" + path, headers(), shared::formEncoded(parameters), m_timeout};
    request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded");
    request.headers.emplaceBack("Idempotency-Key", idempotencyKey);
    return ask(std::move(request));
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
