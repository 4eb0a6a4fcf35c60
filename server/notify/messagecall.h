#pragma once

#include "server/notify/factscall.h"
#include "server/notify/sender.h"
#include "server/notify/verdict.h"
#include "server/notify/wordbook.h"

namespace pl::notify {

/// Everything needed to send messages.
struct MessageTools
{
    supabase::RestClient &rest;
    LinkMaker links;
    WordBook &words;
    Sender *email = nullptr; ///< null: no such service is set up
    Sender *sms = nullptr;
    std::function<Timestamp()> clock = &Timestamp::now;
    std::chrono::seconds lease{120}; ///< a row in sending for longer was left by a crash
    QString emailFrom = {};          ///< the address that e-mail comes from

    Sender *senderOf(const QString &channel) const { return channel == u"sms" ? sms : email; }
};

/// The wait before the next try after `attempts` tries; empty if there is no further try.
std::optional<std::chrono::seconds> retryAfter(int attempts);

/// Sends one message: claims its row; if the row was left in sending, checks whether the message went out already;
/// judges it, sends it, and records the outcome. A crash at any point leaves the row in sending until its lease ends
/// and another try picks it up.
///
/// Its result is the row's new status, "deferred", "retried", "unknown", or "taken" when another server was faster. An
/// error means that the store could not be read or written.
class MessageCall : public Call<QString>
{
public:
    /// The tools must outlive this.
    MessageCall(const MessageTools &tools, Notification row, QObject *parent);

private:
    void run() override;
    void gather();
    void putInWords();
    void lookFor();
    void judge();
    void send();
    void onDelivery(const Delivery &delivery);
    void retry(const Delivery &delivery);
    void optOut(const QString &reason);
    void write(const char *status, nlohmann::json changes, const char *outcome = nullptr);

    const MessageTools &m_tools;
    Notification m_row;
    const bool m_wasSending;
    FoundFacts m_found;
    Message m_message;
};

} // namespace pl::notify
