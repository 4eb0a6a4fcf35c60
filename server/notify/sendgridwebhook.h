#pragma once

#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"
#include "server/notify/sendgridsignature.h"

namespace pl::notify {

/// Receives SendGrid's delivery reports: POST /webhooks/sendgrid. Each call is on disk before the 200, without
/// addresses or the mail servers' own words. A call not signed by SendGrid gets a 403.
class SendGridWebhook
{
public:
    using Clock = std::function<Timestamp()>;
    /// SendGrid batches up to 768 kB.
    static constexpr qint64 kBodyBytes = 1024 * 1024;

    /// Journal and registry must outlive the server's last answer. `key`: see SendGridSignature.
    SendGridWebhook(journal::Journal &journal, metrics::Registry &registry, const QByteArray &key,
                    Clock clock = &Timestamp::now);

    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_calls;
    const SendGridSignature m_signature;
    const Clock m_clock;
};

} // namespace pl::notify
