#pragma once

#include "models/supabase/transport.h"
#include "server/notify/sender.h"

namespace pl::notify {

/// Sends text messages through Twilio. Twilio stores no id of ours with a message, so it is found by its number and
/// full text, which contains a unique link. If Twilio can reach this server, it reports each message's progress there
/// (twiliostatus.h).
class TwilioSender : public Sender
{
public:
    /// `key` is "ACsid:token"; `from` our number in E.164; `publicUrl` where people reach this server. The transport
    /// must outlive this and point to Twilio's root URL.
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
