#pragma once

#include "models/supabase/transport.h"
#include "server/notify/sender.h"

namespace pl::notify {

/// E-mail by SendGrid's v3 API. Clicks and opens are not tracked: a tracked link would lead through a third party.
///
/// A message carries its row's id as a custom argument, by which SendGrid's activity feed finds it. Accounts without
/// the feed (a paid add-on) can't look it up and answer NotSent, because a duplicate e-mail is better than none.
class SendGridSender : public Sender
{
public:
    /// The transport must outlive this and point to SendGrid's root URL.
    SendGridSender(supabase::Transport &transport, QByteArray apiKey, QString from,
                   std::chrono::milliseconds timeout = std::chrono::seconds(20));

    QFuture<Delivery> send(const Message &message) override;
    QFuture<Delivery> find(const Message &message, Timestamp since) override;
    /// The feed lags by minutes.
    std::chrono::seconds settlesIn() const override { return std::chrono::minutes(5); }

private:
    supabase::Transport &m_transport;
    const QByteArray m_apiKey;
    const QString m_from;
    const std::chrono::milliseconds m_timeout;
};

} // namespace pl::notify
