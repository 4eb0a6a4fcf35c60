#pragma once

#include "models/base/onresult.h"
#include "models/base/timestamp.h"

#include <QFuture>
#include <QUuid>

#include <chrono>

namespace pl::notify {

/// One message for a provider. A text message has neither subject nor HTML.
struct Message
{
    QUuid id; ///< the row's
    QString recipient;
    QString subject = {};
    QString text = {};
    QString html = {};
    QString fromName = {}; ///< of who sends it; empty: the address alone
    QString replyTo = {};  ///< empty: where it comes from
    QByteArray logo = {};  ///< a PNG that the HTML shows as wording::kLogoId
};

/// The result of sending a message, or what the provider knows about it.
struct Delivery
{
    enum class Kind {
        Sent,     ///< accepted; `providerId` is the provider's id for it
        NotSent,  ///< certainly not accepted; another try may succeed
        Refused,  ///< permanently rejected
        OptedOut, ///< the recipient wants no messages
        Unknown   ///< it may have been accepted
    };
    Kind kind = Kind::Unknown;
    QString providerId = {};
    QString reason = {}; ///< a sentence without personal data
    int retryAfterSeconds = 0;
};

/// Like onResult, for a sender's future.
template <class F>
void onDeliveryOf(QObject *owner, QFuture<Delivery> future, F receive)
{
    onResult(
        owner, future.then([](const Delivery &delivery) { return Result<Delivery>(delivery); }),
        [receive = std::move(receive)](const Result<Delivery> &delivery) { receive(delivery.valueOr(Delivery())); });
}

/// Sends messages over one channel. Does not retry; futures always finish.
class Sender
{
public:
    virtual ~Sender() = default;

    virtual QFuture<Delivery> send(const Message &message) = 0;
    /// Whether the provider has the message, sent no earlier than `since`: Sent, NotSent, or Unknown if it can't be
    /// reached.
    virtual QFuture<Delivery> find(const Message &message, Timestamp since) = 0;
    /// How long after an unanswered try `find` becomes reliable.
    virtual std::chrono::seconds settlesIn() const = 0;
};

} // namespace pl::notify
