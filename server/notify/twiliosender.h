#pragma once

#include "models/supabase/transport.h"
#include "server/notify/sender.h"

namespace pl::notify {

/// Text messages by Twilio. Twilio keeps no name of ours with a message; it is found again by its number and its whole
/// text, which holds a link that no other message has.
class TwilioSender : public Sender
{
public:
    /// `key` is "ACsid:token"; `from` our number in E.164. The transport must outlive this; it leads to Twilio's root.
    TwilioSender(supabase::Transport &transport, const QByteArray &key, QString from,
                 std::chrono::milliseconds timeout = std::chrono::seconds(20));

    QFuture<Delivery> send(const Message &message) override;
    QFuture<Delivery> find(const Message &message, Timestamp since) override;
    std::chrono::seconds settlesIn() const override { return std::chrono::seconds(5); }

private:
    QByteArray target() const;

    supabase::Transport &m_transport;
    const QByteArray m_account;
    const QByteArray m_authorization;
    const QString m_from;
    const std::chrono::milliseconds m_timeout;
};

} // namespace pl::notify
