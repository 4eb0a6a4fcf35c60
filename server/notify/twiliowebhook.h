#pragma once

#include "models/domain/officeidentity.h"
#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// The journal's kind for people's replies to text messages; the key is Twilio's id for the message.
inline constexpr const char *kTwilioKind = "twilio";

/// Receives people's replies to text messages: POST /webhooks/twilio. Each is on disk before the 200. HELP is answered
/// with the office's name, or the program's. A call not signed by Twilio gets a 403.
class TwilioWebhook
{
public:
    struct Options
    {
        QByteArray token;         ///< of the account
        QString url;              ///< the webhook's own URL, as configured at Twilio
        QString officeEmail = {}; ///< for questions; may be empty
    };
    /// Journal and registry must outlive the server's last answer.
    TwilioWebhook(journal::Journal &journal, metrics::Registry &registry, Options options);

    /// Who the office is, asked with each call.
    void nameOffice(std::function<OfficeIdentity()> office) { m_office = std::move(office); }
    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    QString helpText() const;

    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_calls;
    const Options m_options;
    std::function<OfficeIdentity()> m_office = [] { return OfficeIdentity(); };
};

} // namespace pl::notify
