#pragma once

#include "server/notify/factscall.h"
#include "server/notify/sender.h"
#include "server/notify/verdict.h"

namespace pl::notify {

/// What messages are sent with.
struct MessageTools
{
    supabase::RestClient &rest;
    LinkMaker links;
    Sender *email = nullptr; ///< null: there is no such service
    Sender *sms = nullptr;
    std::function<Timestamp()> clock = &Timestamp::now;
    std::chrono::seconds lease{120}; ///< after which a row in sending was left by a crash

    Sender *senderOf(const QString &channel) const { return channel == u"sms" ? sms : email; }
};

/// When a message that was tried `attempts` times is tried again; nothing when that was all.
std::optional<std::chrono::seconds> retryAfter(int attempts);

/// Sends one message: claims its row, looks whether the message went out already when the row was left in sending,
/// judges it, sends it, and writes down what became of it. A kill at any moment leaves the row in sending, and its
/// lease says when somebody looks.
///
/// A child of whoever made it; deletes itself after `ended`.
class MessageCall : public QObject
{
    Q_OBJECT
public:
    /// The tools must outlive this.
    MessageCall(const MessageTools &tools, Notification row, QObject *parent);

    void start();

Q_SIGNALS:
    /// `outcome`: the row's new status in one word, "deferred", or "taken" when another server was faster. An error
    /// says that the store could not be asked or told.
    void ended(const QString &outcome, const pl::Result<> &written);

private:
    void claim();
    void gather();
    void lookFor();
    void judge();
    void send();
    void onDelivery(const Delivery &delivery);
    void retry(const Delivery &delivery);
    void optOut(const QString &reason);
    void write(const char *status, nlohmann::json changes, const char *outcome = nullptr);
    void end(const QString &outcome, const Result<> &written = {});

    const MessageTools &m_tools;
    Notification m_row;
    const bool m_wasSending;
    FactsCall::Found m_found;
    Message m_message;
};

} // namespace pl::notify
