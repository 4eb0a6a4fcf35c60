#pragma once

#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// Where Twilio tells what becomes of the message with that row. Empty when this server can't be reached from the
/// Internet by `publicUrl`, as far as that can be seen: Twilio refuses messages with such an address.
QByteArray statusCallback(const QString &publicUrl, const QUuid &message);

/// Takes Twilio's news of text messages in: POST /webhooks/twilio/status. Each is on the disk before the 204. What
/// Twilio has not signed is answered with 403.
class TwilioStatus
{
public:
    using Clock = std::function<Timestamp()>;

    /// Journal and registry must outlive the server's last answer. `token`: the account's.
    TwilioStatus(journal::Journal &journal, metrics::Registry &registry, QByteArray token, QString publicUrl,
                 Clock clock = &Timestamp::now);

    void addRoutes(http::Router &router);
    Later<http::Response> handle(const http::Request &request) const;

private:
    journal::Journal &m_journal;
    metrics::Family<metrics::Counter> &m_calls;
    const QByteArray m_token;
    const QString m_publicUrl;
    const Clock m_clock;
};

} // namespace pl::notify
