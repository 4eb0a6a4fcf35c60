#include "server/notify/samples.h"

namespace pl::notify {

namespace {

using namespace Qt::StringLiterals;

} // namespace

Facts sampleFacts(const QString &publicUrl, bool chargesWhenAccepted, Timestamp now)
{
    constexpr qint64 kWeek = 7 * 86'400;
    Lead lead;
    lead.firstName = u"Maria"_s;
    lead.lastName = u"Gonzalez"_s;
    lead.email = u"maria@example.com"_s;
    lead.phoneNumber = u"+15125550143"_s;
    lead.serviceNeeded = u"Drain Cleaning"_s;
    lead.urgency = Urgency::Day;
    lead.zipCode = u"78701"_s;
    Plumber plumber;
    plumber.zipCode = u"78701"_s;
    plumber.firstName = u"Ann"_s;
    plumber.lastName = u"Lee"_s;
    plumber.phoneNumber = u"+15125550101"_s;
    return {lead, plumber, chargesWhenAccepted, publicUrl + u"/l/sample"_s, now.addSeconds(kWeek)};
}

QList<MessagePreview> previewsOf(const Facts &facts)
{
    QList<MessagePreview> previews;
    for (const QString &name : templateNames())
        for (const QString &channel : {u"email"_s, u"sms"_s}) {
            if (!hasTemplate(name, channel))
                continue;
            const Message message = wordingOf(name, channel, facts);
            previews += {name, channel, message.subject, message.text, message.html};
        }
    return previews;
}

} // namespace pl::notify
