#include "server/notify/deliverywords.h"

#include <QHash>

namespace pl::notify {

namespace {

QString byStatus(const QString &status)
{
    if (status.startsWith(u"5.1.") || status.startsWith(u"4.1."))
        return QStringLiteral("There is no such address.");
    if (status.endsWith(u".2.2"))
        return QStringLiteral("The mailbox is full.");
    if (status.startsWith(u"5.2.") || status.startsWith(u"4.2."))
        return QStringLiteral("The mailbox takes no mail.");
    if (status.startsWith(u"5.7.") || status.startsWith(u"4.7."))
        return QStringLiteral("The recipient's mail server refuses our mail.");
    return QStringLiteral("The recipient's mail server did not take it.");
}

} // namespace

QString textFailureWords(int code)
{
    static const QHash<int, QString> words{
        {0, QStringLiteral("The carrier did not deliver it and gave no reason.")},
        {21408, QStringLiteral("Our Twilio account may not send to this country.")},
        {21610, QStringLiteral("This person answered STOP.")},
        {21614, QStringLiteral("This is no mobile number.")},
        {30001, QStringLiteral("Too many messages waited at Twilio.")},
        {30002, QStringLiteral("Our Twilio account is suspended.")},
        {30003, QStringLiteral("The phone can't be reached: it may be off or out of range.")},
        {30004, QStringLiteral("The phone or its carrier blocks our messages.")},
        {30005, QStringLiteral("There is no such number, or it is out of service.")},
        {30006, QStringLiteral("It is a landline, or its carrier takes no text messages.")},
        {30007, QStringLiteral("The carrier took it for spam.")},
        {30008, QStringLiteral("The carrier did not deliver it and gave no reason.")},
        {30022, QStringLiteral("Too many messages for what our number is registered for.")},
        {30023, QStringLiteral("Too many messages today for what our number is registered for.")},
        {30032, QStringLiteral("Our toll-free number is not verified: do that at Twilio.")},
        {30034, QStringLiteral("Our number is not registered for A2P 10DLC: register it at Twilio.")},
        {30410, QStringLiteral("The carrier did not answer Twilio in time.")}};
    return words.value(code, QStringLiteral("The carrier did not deliver it (Twilio's code %1).").arg(code));
}

QString bounceWords(const MailFailure &failure)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("invalid address"), QStringLiteral("There is no such address.")},
        {QStringLiteral("mailbox unavailable"), QStringLiteral("The mailbox is full or takes no mail.")},
        {QStringLiteral("content"), QStringLiteral("The recipient's mail server took it for spam.")},
        {QStringLiteral("reputation"), QStringLiteral("The recipient's mail server does not trust our mail.")},
        {QStringLiteral("frequency or volume too high"),
         QStringLiteral("The recipient's mail server got too much of our mail at once.")},
        {QStringLiteral("technical"), QStringLiteral("The recipient's mail server has a problem.")}};
    return words.value(failure.classification.toLower(), byStatus(failure.status));
}

QString dropWords(const MailFailure &failure)
{
    static const QHash<QString, QString> words{
        {QStringLiteral("bounced address"), QStringLiteral("SendGrid did not send it: mail to this address came back "
                                                           "before.")},
        {QStringLiteral("spam reporting address"),
         QStringLiteral("SendGrid did not send it: this person called our mail spam before.")},
        {QStringLiteral("unsubscribed address"),
         QStringLiteral("SendGrid did not send it: this person has unsubscribed.")},
        {QStringLiteral("invalid"), QStringLiteral("SendGrid did not send it: this is no e-mail address.")},
        {QStringLiteral("recipient list over package quota"),
         QStringLiteral("SendGrid did not send it: our account has used up what it may send.")},
        {QStringLiteral("spam content"), QStringLiteral("SendGrid did not send it: it looks like spam.")}};
    return words.value(failure.reason.toLower(), QStringLiteral("SendGrid did not send it."));
}

} // namespace pl::notify
