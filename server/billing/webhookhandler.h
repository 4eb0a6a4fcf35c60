#pragma once

#include "server/billing/stripesignature.h"
#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl::billing {

/// The journal's kind of Stripe's events; their key is the event's id.
inline constexpr const char *kStripeKind = "stripe";

/// Takes Stripe's events in: POST /webhooks/stripe. What Stripe has signed and is an event of the key's mode is
/// answered with 200 once it is on the disk; anything else with 400, which says nothing more, and is counted. Nothing
/// is worked on here.
class WebhookHandler
{
public:
    using Clock = std::function<Timestamp()>;
    /// The largest event that is read; Stripe's are far smaller.
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
