#include "server/notify/deliverywords.h"

#include <QHash>

namespace pl::notify {

namespace {

QString byStatus(const QString &status)
{
    if (status.startsWith(u"5.1.") || status.startsWith(u"4.1."))
        return QStringLiteral("This address does not exist.");
    if (status.endsWith(u".2.2"))
        return QStringLiteral("The mailbox is full.");
    if (status.startsWith(u"5.2.") || status.startsWith(u"4.2."))
        return QStringLiteral("The mailbox does not accept mail.");
    if (status.startsWith(u"5.7.") || status.startsWith(u"4.7."))
        return QStringLiteral("The recipient's mail server rejects our mail.");
    return QStringLiteral("The recipient's mail server did not accept it.");
}

} // namespace

QString textFailureWords(int code)
{
    static const QHash<int, QString> words{
        {0, QStringLiteral("The carrier did not deliver it and gave no reason.")},
        {21408, QStringLiteral("Our Twilio account is not allowed to send to this country.")},
        {21610, QStringLiteral("This person answered STOP.")},
        {21614, QStringLiteral("This is not a mobile number.")},
        {30001, QStringLiteral("Too many messages were waiting at Twilio.")},
        {30002, QStringLiteral("Our Twilio account is suspended.")},
        {30003, QStringLiteral("The phone can't be reached: it may be off or out of range.")},
        {30004, QStringLiteral("The phone or its carrier blocks our messages.")},
        {30005, QStringLiteral("This number does not exist or is out of service.")},
        {30006, QStringLiteral("This is a landline, or its carrier does not accept text messages.")},
        {30007, QStringLiteral("The carrier flagged it as spam.")},
        {30008, QStringLiteral("The carrier did not deliver it and gave no reason.")},
        {30022, QStringLiteral("Too many messages for our number's registration.")},
        {30023, QStringLiteral("Too many messages today for our number's registration.")},
        {30032, QStringLiteral("Our toll-free number is not verified. Verify it at Twilio.")},
        {30034, QStringLiteral("Our number is not registered for A2P 10DLC. Register it at Twilio.")},
        {30410, QStringLiteral("The carrier did not answer Twilio in time.")}};
    return words.value(code, QStringLiteral("The carrier did not deliver it (Twilio code %1).").arg(code));
}

QString bounceWords(const MailFailure &failure)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("invalid address"), QStringLiteral("This address does not exist.")},
        {QStringLiteral("mailbox unavailable"), QStringLiteral("The mailbox is full or does not accept mail.")},
        {QStringLiteral("content"), QStringLiteral("The recipient's mail server flagged it as spam.")},
        {QStringLiteral("reputation"), QStringLiteral("The recipient's mail server does not trust our mail.")},
        {QStringLiteral("frequency or volume too high"),
         QStringLiteral("The recipient's mail server received too much of our mail at once.")},
        {QStringLiteral("technical"), QStringLiteral("The recipient's mail server has a problem.")}};
    return words.value(failure.classification.toLower(), byStatus(failure.status));
}

QString dropWords(const MailFailure &failure)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("bounced address"),
         QStringLiteral("SendGrid did not send it: earlier mail to this address bounced.")},
        {QStringLiteral("spam reporting address"),
         QStringLiteral("SendGrid did not send it: this person reported earlier mail as spam.")},
        {QStringLiteral("unsubscribed address"),
         QStringLiteral("SendGrid did not send it: this person has unsubscribed.")},
        {QStringLiteral("invalid"), QStringLiteral("SendGrid did not send it: this is not an e-mail address.")},
        {QStringLiteral("recipient list over package quota"),
         QStringLiteral("SendGrid did not send it: our account has reached its sending limit.")},
        {QStringLiteral("spam content"), QStringLiteral("SendGrid did not send it: it looks like spam.")}};
    return words.value(failure.reason.toLower(), QStringLiteral("SendGrid did not send it."));
}

} // namespace pl::notify
