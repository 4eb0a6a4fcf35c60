#include "server/notify/wording.h"

#include "models/domain/contactfields.h"
#include "models/domain/smstext.h"
#include "server/notify/localtime.h"

#include <QFile>

namespace pl::notify {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaxServiceInText = 60; // text messages are paid by length
constexpr qsizetype kMaxSubject = 150;

QString wordsOf(Urgency urgency)
{
    switch (urgency) {
    case Urgency::Day:
        return u"within a day"_s;
    case Urgency::Week:
        return u"within a week"_s;
    case Urgency::Month:
        return u"within a month"_s;
    }
    return {};
}

void addContact(TemplateValues &values, const Facts &facts)
{
    const Lead &lead = *facts.lead;
    values[u"email"_s] = lead.email;
    values[u"phone"_s] = phoneForPeople(lead.phoneNumber);
    values[u"tel"_s] = lead.phoneNumber;
    values[u"description"_s] = lead.description.value_or(QString());
    values[u"contact"_s] = u"yes"_s;
}

QString fileText(const QString &name, const QString &ending, const TemplateValues &values)
{
    return TextTemplate::named((name + ending).toLatin1().constData()).render(values).trimmed();
}

} // namespace

TemplateValues valuesOf(const Facts &facts)
{
    TemplateValues values{{u"link"_s, facts.link}};
    if (facts.linkExpires)
        values[u"expires"_s] =
            localMoment(*facts.linkExpires, facts.plumber ? QStringView(facts.plumber->zipCode) : QStringView());
    if (facts.plumber) {
        values[u"plumber"_s] = facts.plumber->fullName();
        values[u"plumberphone"_s] = phoneForPeople(facts.plumber->phoneNumber);
    }
    if (facts.lead) {
        values[u"customer"_s] = facts.lead->fullName();
        values[u"service"_s] = facts.lead->serviceNeeded;
        values[u"urgency"_s] = wordsOf(facts.lead->urgency);
        values[u"zip"_s] = facts.lead->zipCode.value_or(QString());
    }
    if (facts.showsContact())
        addContact(values, facts);
    return values;
}

const QStringList &templateNames()
{
    static const QStringList kNames{u"lead_assigned"_s, u"plumber_found"_s, u"card_setup"_s, u"payment_action"_s};
    return kNames;
}

bool hasTemplate(const QString &name, const QString &channel)
{
    return channel == u"sms" ? name == u"lead_assigned" : templateNames().contains(name);
}

Message wordingOf(const QString &name, const QString &channel, const Facts &facts)
{
    TemplateValues values = valuesOf(facts);
    Message message;
    if (channel == u"sms") {
        values[u"service"_s] = firstCharacters(values.value(u"service"_s), kMaxServiceInText);
        message.text = withPlainPunctuation(fileText(name, u".sms"_s, values));
        return message;
    }
    static const QString kSubject = u"Subject: "_s;
    const QString whole = fileText(name, u".txt"_s, values);
    const auto end = whole.indexOf(u'\n');
    message.subject = firstCharacters(whole.sliced(kSubject.size(), end - kSubject.size()), kMaxSubject);
    message.text = whole.sliced(end + 1) + u'\n';
    message.html = pageOf(message.subject, fileText(name, u".html"_s, values));
    return message;
}

} // namespace pl::notify
