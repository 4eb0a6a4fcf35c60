#include "ui/words/messagewords.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {

namespace {

struct MessageWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::MessageWords)
};

/// The server's reason as a sentence of its own: "not sent: the lead is done" → "The lead is done".
QString reasonAlone(const Notification &message)
{
    static const QString kPrefix = QStringLiteral("not sent: "); // no-tr: as the server writes it
    QString reason = message.error.value_or(QString());
    if (reason.startsWith(kPrefix))
        reason.remove(0, kPrefix.size());
    if (!reason.isEmpty())
        reason[0] = reason[0].toUpper();
    return reason;
}

QString waitingReason(const Notification &message, const QString &plumberName, Timestamp now)
{
    constexpr qint64 kMinute = 60;
    const bool putOff = message.createdAt.secondsTo(message.nextAttemptAt) >= kMinute;
    // Until the server has looked at it (version 1), it waits only for the time to undo, which may be a minute, too.
    if (message.isToCustomer() && putOff && message.version > 1)
        return MessageWords::tr("Will be sent once %1 accepts").arg(plumberName);
    if (message.nextAttemptAt.secondsTo(now) > kMinute)
        return MessageWords::tr("The server hasn't picked it up yet. Is it running?");
    return {};
}

} // namespace

QString messageKindText(const QString &templateName)
{
    if (templateName == u"lead_assigned")
        return MessageWords::tr("New lead");
    if (templateName == u"plumber_found")
        return MessageWords::tr("Plumber found");
    if (templateName == u"card_setup")
        return MessageWords::tr("Card requested");
    if (templateName == u"payment_action")
        return MessageWords::tr("Payment to confirm");
    if (templateName == u"reply")
        return MessageWords::tr("Reply");
    return QString(templateName).replace(u'_', u' ');
}

QString channelText(const QString &channel)
{
    return channel == u"sms" ? MessageWords::tr("text message") : MessageWords::tr("e-mail");
}

QString messageStateText(MessageState state)
{
    switch (state) {
    case MessageState::Waiting:
        return MessageWords::tr("Waiting");
    case MessageState::QuietHours:
        return MessageWords::tr("Quiet hours");
    case MessageState::Retrying:
        return MessageWords::tr("Trying again");
    case MessageState::Sending:
        return MessageWords::tr("Sending");
    case MessageState::Sent:
        return MessageWords::tr("Sent");
    case MessageState::Delivered:
        return MessageWords::tr("Delivered");
    case MessageState::Undelivered:
        return MessageWords::tr("Didn't arrive");
    case MessageState::Bounced:
        return MessageWords::tr("Bounced");
    case MessageState::NoService:
        return MessageWords::tr("No service");
    case MessageState::OptedOut:
        return MessageWords::tr("Opted out");
    case MessageState::NotNeeded:
        return MessageWords::tr("Not needed");
    case MessageState::Unseen:
        return MessageWords::tr("Unseen");
    case MessageState::Seen:
        return MessageWords::tr("Seen");
    case MessageState::Failed:
        break;
    }
    return MessageWords::tr("Failed");
}

Chip chipOf(MessageState state)
{
    const QString text = messageStateText(state);
    switch (state) {
    case MessageState::Waiting:
    case MessageState::Sending:
        return {text, &Colors::blue};
    case MessageState::QuietHours:
    case MessageState::Retrying:
    case MessageState::NoService:
    case MessageState::Unseen:
        return {text, &Colors::amber};
    case MessageState::Sent:
    case MessageState::Delivered:
        return {text, &Colors::green};
    case MessageState::OptedOut:
    case MessageState::NotNeeded:
    case MessageState::Seen:
        return {text, &Colors::slate};
    case MessageState::Undelivered:
    case MessageState::Bounced:
    case MessageState::Failed:
        break;
    }
    return {text, &Colors::red};
}

QString messageReason(const Notification &message, const QString &plumberName, Timestamp now)
{
    const QString next = momentText(message.nextAttemptAt, now);
    const QString reason = reasonAlone(message);
    switch (stateOf(message)) {
    case MessageState::Waiting:
        return waitingReason(message, plumberName, now);
    case MessageState::QuietHours:
        return MessageWords::tr("Held overnight until %1").arg(next);
    case MessageState::Retrying:
        return MessageWords::tr("%1 Next try: %2.").arg(reason, next);
    case MessageState::Sending:
        return reason;
    case MessageState::Sent:
    case MessageState::Delivered:
        if (message.deliveryError)
            return *message.deliveryError;
        return message.attempts > 1 ? MessageWords::tr("After %n attempt(s)", nullptr, message.attempts) : QString();
    case MessageState::Undelivered:
    case MessageState::Bounced:
        return message.deliveryError.value_or(QString());
    case MessageState::NoService:
        return MessageWords::tr("Not sent: %1").arg(reason.left(1).toLower() + reason.sliced(1));
    case MessageState::OptedOut:
        return reason;
    case MessageState::Unseen:
    case MessageState::Seen:
        return message.body.value_or(QString()).isEmpty() ? MessageWords::tr("No text") : *message.body;
    case MessageState::NotNeeded:
        return !reason.isEmpty()             ? reason
               : message.recipient.isEmpty() ? MessageWords::tr("The customer's data was erased")
                                             : MessageWords::tr("The lead was taken back");
    case MessageState::Failed:
        break;
    }
    return message.attempts > 1
               ? MessageWords::tr("%1 Gave up after %n attempt(s).", nullptr, message.attempts).arg(reason)
               : reason;
}

} // namespace pl::ui
