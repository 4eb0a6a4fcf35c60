#include "ui/words/messagewords.h"

#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {

namespace {

QString messageWords(const char *text)
{
    return QCoreApplication::translate("pl::ui::MessageWords", text);
}

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
    // The server has looked at it: before that it waits for the time to undo alone, which may be a minute, too.
    if (message.isToCustomer() && putOff && message.version > 1)
        return messageWords("Sent once %1 has accepted").arg(plumberName);
    if (message.nextAttemptAt.secondsTo(now) > kMinute)
        return messageWords("The server has not taken it yet: is it running?");
    return {};
}

} // namespace

QString messageKindText(const QString &templateName)
{
    if (templateName == u"lead_assigned")
        return messageWords("New lead");
    if (templateName == u"plumber_found")
        return messageWords("Plumber found");
    if (templateName == u"card_setup")
        return messageWords("Card wanted");
    if (templateName == u"payment_action")
        return messageWords("Payment to confirm");
    if (templateName == u"reply")
        return messageWords("Answer");
    return QString(templateName).replace(u'_', u' ');
}

QString channelText(const QString &channel)
{
    return channel == u"sms" ? messageWords("text message") : messageWords("e-mail");
}

QString messageStateText(MessageState state)
{
    switch (state) {
    case MessageState::Waiting:
        return messageWords("Waiting");
    case MessageState::QuietHours:
        return messageWords("Quiet hours");
    case MessageState::Retrying:
        return messageWords("Trying again");
    case MessageState::Sending:
        return messageWords("Sending");
    case MessageState::Sent:
        return messageWords("Sent");
    case MessageState::Delivered:
        return messageWords("Delivered");
    case MessageState::Undelivered:
        return messageWords("Didn't arrive");
    case MessageState::Bounced:
        return messageWords("Bounced");
    case MessageState::NoService:
        return messageWords("No service");
    case MessageState::OptedOut:
        return messageWords("Opted out");
    case MessageState::NotNeeded:
        return messageWords("Not needed");
    case MessageState::Unseen:
        return messageWords("To look at");
    case MessageState::Seen:
        return messageWords("Seen");
    case MessageState::Failed:
        break;
    }
    return messageWords("Failed");
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
        return messageWords("Held for the night, until %1").arg(next);
    case MessageState::Retrying:
        return messageWords("%1 Next try %2.").arg(reason, next);
    case MessageState::Sending:
        return reason;
    case MessageState::Sent:
    case MessageState::Delivered:
        if (message.deliveryError)
            return *message.deliveryError;
        return message.attempts > 1 ? messageWords("After %1 tries").arg(message.attempts) : QString();
    case MessageState::Undelivered:
    case MessageState::Bounced:
        return message.deliveryError.value_or(QString());
    case MessageState::NoService:
        return messageWords("Not sent: %1").arg(reason.left(1).toLower() + reason.sliced(1));
    case MessageState::OptedOut:
        return reason;
    case MessageState::Unseen:
    case MessageState::Seen:
        return message.body.value_or(QString()).isEmpty() ? messageWords("No text") : *message.body;
    case MessageState::NotNeeded:
        return !reason.isEmpty()             ? reason
               : message.recipient.isEmpty() ? messageWords("The customer's data was erased")
                                             : messageWords("The lead was taken back");
    case MessageState::Failed:
        break;
    }
    return message.attempts > 1 ? messageWords("%1 Given up after %2 tries.").arg(reason).arg(message.attempts)
                                : reason;
}

} // namespace pl::ui
