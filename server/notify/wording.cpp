#include "server/notify/wording.h"

#include "models/domain/contactfields.h"
#include "models/domain/contactrules.h"
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

/// Mail programs make links of some words. Whoever sent the lead wrote these.
QString unlessLink(const std::optional<QString> &text)
{
    const QStringView view = text ? QStringView(*text) : QStringView();
    return hasLink(std::u16string_view(view.utf16(), std::size_t(view.size()))) ? QString() : view.toString();
}

QString phoneOf(const Lead &lead)
{
    if (lead.phoneNumber.isEmpty())
        return u"no phone number"_s;
    QString phone = phoneForPeople(lead.phoneNumber);
    if (const QString extension = unlessLink(lead.phoneExtension); !extension.isEmpty())
        phone += u", extension "_s + extension;
    return lead.hasRealPhone == false ? phone + u" (not a real number)"_s : phone;
}

/// For a link that dials (RFC 3966).
QString dialed(const Lead &lead)
{
    const QString extension = lead.phoneExtension.value_or(QString());
    const bool isNumber = !extension.isEmpty() && std::all_of(extension.begin(), extension.end(),
                                                              [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber ? lead.phoneNumber + u";ext="_s + extension : lead.phoneNumber;
}

QString addressOf(const Lead &lead)
{
    QStringList parts{unlessLink(lead.street), unlessLink(lead.city), unlessLink(lead.state)};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

void addContact(TemplateValues &values, const Facts &facts)
{
    const Lead &lead = *facts.lead;
    values[u"name"_s] = lead.fullName().isEmpty() ? u"name unknown"_s : lead.fullName();
    values[u"email"_s] = lead.email.isEmpty() ? u"no e-mail address"_s : lead.email;
    values[u"phone"_s] = phoneOf(lead);
    if (facts.canBeCalled())
        values[u"tel"_s] = dialed(lead);
    if (lead.acceptedAt)
        values[u"address"_s] = addressOf(lead);
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
        values[u"callable"_s] = facts.canBeCalled() ? u"yes"_s : QString();
        values[u"test"_s] = facts.lead->isTest ? u"yes"_s : QString();
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
