#pragma once

#include "server/http/router.h"
#include "server/journal/journal.h"
#include "server/metrics/registry.h"

namespace pl::notify {

/// The URL where Twilio reports the status of the message with that row id. Empty if `publicUrl` does not look
/// reachable from the Internet: Twilio rejects messages with such a callback.
QByteArray statusCallback(const QString &publicUrl, const QUuid &message);

/// Receives Twilio's status reports on text messages: POST /webhooks/twilio/status. Each is on disk before the 204. A
/// call not signed by Twilio gets a 403.
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
