#pragma once

#include "models/supabase/restclient.h"
#include "server/http/router.h"
#include "server/journal/eventforwarder.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// The journal's kind of people's answers to text messages; their key is Twilio's name for the message.
inline constexpr const char *kTwilioKind = "twilio";

/// Takes people's answers to text messages in: POST /webhooks/twilio. Each is on the disk before the 200. HELP is
/// answered with the office's name. What Twilio has not signed is answered with 403.
class TwilioWebhook
{
public:
    struct Options
    {
        QByteArray token; ///< of the account
        QString url;      ///< the webhook's own address, as Twilio was told
        QString officeName = QStringLiteral("Plumber Leads");
        QString officeEmail = {}; ///< where people ask; may be empty
    };
    /// Journal and registry must outlive the server's last answer.
    TwilioWebhook(journal::Journal &journal, metrics::Registry &registry, Options options);

    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    QString helpText() const;

    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_calls;
    const Options m_options;
};

/// Brings them into the store (replycall.h). Client and owner must outlive the sink.
journal::EventSink replySink(supabase::RestClient &rest, QObject *owner);

} // namespace pl::notify
