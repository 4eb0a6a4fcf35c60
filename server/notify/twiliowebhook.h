#pragma once

#include "models/supabase/restclient.h"
#include "server/http/router.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// The journal's kind of people's STOP and START; their key is Twilio's name for the message.
inline constexpr const char *kTwilioKind = "twilio";

/// Takes people's answers to text messages in: POST /webhooks/twilio. STOP and START are on the disk before the 200;
/// what else people write is not kept. What Twilio has not signed is answered with 403.
class TwilioWebhook
{
public:
    struct Options
    {
        QByteArray token; ///< of the account
        QString url;      ///< the webhook's own address, as Twilio was told
    };
    /// Journal and registry must outlive the server's last answer.
    TwilioWebhook(journal::Journal &journal, metrics::Registry &registry, Options options);

    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_calls;
    const Options m_options;
};

/// Brings STOP and START into `opt_outs`. The client must outlive the sink.
journal::EventSink optOutSink(supabase::RestClient &rest);

} // namespace pl::notify
