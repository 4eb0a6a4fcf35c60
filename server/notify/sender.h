#pragma once

#include "models/base/onresult.h"
#include "models/base/timestamp.h"

#include <QFuture>
#include <QUuid>

#include <chrono>

namespace pl::notify {

/// One message as it goes to a provider. A text message has neither subject nor HTML.
struct Message
{
    QUuid id; ///< the row's
    QString recipient;
    QString subject = {};
    QString text = {};
    QString html = {};
};

/// What became of a message at the provider, or what the provider knows of it.
struct Delivery
{
    enum class Kind {
        Sent,     ///< taken; `providerId` is the provider's name for it
        NotSent,  ///< surely not taken; another try may go better
        Refused,  ///< never will be
        OptedOut, ///< the recipient wants no messages
        Unknown   ///< it may have been taken
    };
    Kind kind = Kind::Unknown;
    QString providerId = {};
    QString reason = {}; ///< a sentence without personal data
    int retryAfterSeconds = 0;
};

/// As onResult, for what a sender answers.
template <class F>
void onDeliveryOf(QObject *owner, QFuture<Delivery> future, F receive)
{
    onResult(
        owner, future.then([](const Delivery &delivery) { return Result<Delivery>(delivery); }),
        [receive = std::move(receive)](const Result<Delivery> &delivery) { receive(delivery.valueOr(Delivery())); });
}

/// A way to send messages of one channel. Nothing is repeated here; futures finish always.
class Sender
{
public:
    virtual ~Sender() = default;

    virtual QFuture<Delivery> send(const Message &message) = 0;
    /// Whether the provider has the message, sent not before `since`: Sent, NotSent, or Unknown when it can't be asked.
    virtual QFuture<Delivery> find(const Message &message, Timestamp since) = 0;
    /// How long after a try that had no answer `find` can be trusted.
    virtual std::chrono::seconds settlesIn() const = 0;
};

} // namespace pl::notify
