#include "models/wording/sampleoffice.h"

namespace pl::wording {

using namespace Qt::StringLiterals;

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

QList<MessagePreview> previewsOf(const Facts &facts, const OfficeWords &words)
{
    QList<MessagePreview> previews;
    for (const TemplateKey &key : templateKeys(words.language)) {
        const MessageText message = wordingOf(key.name, key.channel, facts, words);
        previews += {key.name, key.channel, message.subject, message.text, message.html};
    }
    return previews;
}

} // namespace pl::wording
