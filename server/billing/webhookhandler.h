#pragma once

#include "server/billing/stripesignature.h"
#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl::billing {

/// The journal's kind for Stripe's events; the key is the event's id.
inline constexpr const char *kStripeKind = "stripe";

/// Receives Stripe's events: POST /webhooks/stripe. A signed event of the key's mode gets a 200 once it is on disk;
/// anything else gets a 400 without details and is counted. Does not process events.
class WebhookHandler
{
public:
    using Clock = std::function<Timestamp()>;
    /// The largest event accepted; Stripe's are far smaller.
    static constexpr qint64 kBodyBytes = 512 * 1024;

    /// The journal and the registry must outlive the server's last answer.
    WebhookHandler(journal::Journal &journal, metrics::Registry &registry, StripeSignature signature, bool isLive,
                   Clock clock = &Timestamp::now);

    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    Later<http::Response> refuse(const http::Request &request, const char *why) const;

    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_events;
    const StripeSignature m_signature;
    const bool m_isLive;
    const Clock m_clock;
};

} // namespace pl::billing
