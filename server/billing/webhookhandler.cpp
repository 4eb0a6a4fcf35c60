#include "server/billing/webhookhandler.h"

#include "models/base/jsonreader.h"
#include "server/billing/stripeobject.h"
#include "server/http/problem.h"

namespace pl::billing {

namespace {

using nlohmann::json;

constexpr int kMaxId = 255;
constexpr int kMaxType = 100;

bool isEvent(const json &event)
{
    const QString id = text(event, "id");
    const QString type = text(event, "type");
    return text(event, "object") == u"event" && id.startsWith(u"evt_") && id.size() <= kMaxId && !type.isEmpty() &&
           type.size() <= kMaxType && number(event, "created") > 0 && member(event, "data").is_object();
}

http::Response answerTo(const Result<journal::EventReceipt> &receipt)
{
    if (!receipt)
        return http::problem(receipt.error());
    return {200, {{"Content-Type", "application/json"}}, "{\"received\":true}"};
}

} // namespace

WebhookHandler::WebhookHandler(journal::Journal &journal, metrics::Registry &registry, StripeSignature signature,
                               bool isLive, Clock clock)
    : m_journal(journal)
    , m_events(registry.counter("stripe_webhooks_total", "Calls to the Stripe webhook.", {"outcome"}))
    , m_signature(std::move(signature))
    , m_isLive(isLive)
    , m_clock(std::move(clock))
{
}

void WebhookHandler::addRoutes(http::Router &router)
{
    router.add("POST", "/webhooks/stripe",
               [this](const http::Request &request, const http::PathParameters &) { return handle(request); });
}

Later<http::Response> WebhookHandler::handle(const http::Request &request) const
{
    const Timestamp now = m_clock();
    if (!m_signature.signs(request.body, request.header("Stripe-Signature"), now))
        return refuse(request, "signature");
    const json event = parseJson(request.body, {}).valueOr(json());
    if (!isEvent(event))
        return refuse(request, "no_event");
    if (flag(event, "livemode") != m_isLive)
        return refuse(request, "mode");
    m_events.with({"taken"}).add();
    return m_journal.submitEvent({kStripeKind, text(event, "id").toUtf8(), request.body, now}).then(answerTo);
}

Later<http::Response> WebhookHandler::refuse(const http::Request &request, const char *why) const
{
    m_events.with({why}).add();
    return http::answered(http::problem(400, QStringLiteral("This is not a Stripe event for us."), request.path));
}

} // namespace pl::billing
