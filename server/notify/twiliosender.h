#pragma once

#include "models/supabase/transport.h"
#include "server/notify/sender.h"

namespace pl::notify {

/// Text messages by Twilio. Twilio keeps no name of ours with a message; it is found again by its number and its whole
/// text, which holds a link that no other message has. Where Twilio can reach this server it tells there what becomes
/// of a message (twiliostatus.h).
class TwilioSender : public Sender
{
public:
    /// `key` is "ACsid:token"; `from` our number in E.164; `publicUrl` where people reach this server. The transport
    /// must outlive this; it leads to Twilio's root.
    TwilioSender(supabase::Transport &transport, const QByteArray &key, QString from, QString publicUrl,
                 std::chrono::milliseconds timeout = std::chrono::seconds(20));

    QFuture<Delivery> send(const Message &message) override;
    QFuture<Delivery> find(const Message &message, Timestamp since) override;
    std::chrono::seconds settlesIn() const override { return std::chrono::seconds(5); }

private:
    QByteArray target() const;
    QFuture<Result<supabase::HttpResponse>> post(const QByteArray &form);

    supabase::Transport &m_transport;
    const QByteArray m_account;
    const QByteArray m_authorization;
    const QString m_from;
    const QString m_publicUrl;
    const std::chrono::milliseconds m_timeout;
};

} // namespace pl::notify
