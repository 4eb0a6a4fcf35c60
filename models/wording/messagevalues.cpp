#include "models/wording/messagevalues.h"

#include "models/domain/contactfields.h"
#include "models/domain/contactrules.h"
#include "models/wording/localtime.h"

namespace pl::wording {

namespace {

using namespace Qt::StringLiterals;

/// What the program itself says in a message.
struct Vocabulary
{
    QString urgency[3]; ///< by Urgency
    QString noPhone;
    QString noEmail;
    QString noName;
    QString extension; ///< with the number as %1
    QString notReal;
};

const Vocabulary &vocabularyOf(const QString &language)
{
    static const Vocabulary kEnglish{{u"within a day"_s, u"within a week"_s, u"within a month"_s},
                                     u"no phone number"_s,
                                     u"no e-mail address"_s,
                                     u"name unknown"_s,
                                     u", extension "_s,
                                     u" (not a real number)"_s};
    // An urgency stands in text messages, whose alphabet has no "í".
    static const Vocabulary kSpanish{{u"en menos de 24 horas"_s, u"en una semana"_s, u"en un mes"_s},
                                     u"sin número de teléfono"_s,
                                     u"sin correo electrónico"_s,
                                     u"nombre desconocido"_s,
                                     u", extensión "_s,
                                     u" (no es un número real)"_s};
    return language == u"es" ? kSpanish : kEnglish;
}

/// Mail programs make links of some words. Whoever sent the lead wrote these.
QString unlessLink(const std::optional<QString> &text)
{
    const QStringView view = text ? QStringView(*text) : QStringView();
    return hasLink(std::u16string_view(view.utf16(), std::size_t(view.size()))) ? QString() : view.toString();
}

QString phoneOf(const Lead &lead, const Vocabulary &words)
{
    if (lead.phoneNumber.isEmpty())
        return words.noPhone;
    QString phone = phoneForPeople(lead.phoneNumber);
    if (const QString extension = unlessLink(lead.phoneExtension); !extension.isEmpty())
        phone += words.extension + extension;
    return lead.hasRealPhone == false ? phone + words.notReal : phone;
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

void addContact(TemplateValues &values, const Facts &facts, const Vocabulary &words)
{
    const Lead &lead = *facts.lead;
    values[u"name"_s] = lead.fullName().isEmpty() ? words.noName : lead.fullName();
    values[u"email"_s] = lead.email.isEmpty() ? words.noEmail : lead.email;
    values[u"phone"_s] = phoneOf(lead, words);
    if (facts.canBeCalled())
        values[u"tel"_s] = dialed(lead);
    if (lead.acceptedAt)
        values[u"address"_s] = addressOf(lead);
    values[u"description"_s] = lead.description.value_or(QString());
    values[u"contact"_s] = u"yes"_s;
}

void addPlumber(TemplateValues &values, const Plumber &plumber)
{
    values[u"plumber"_s] = plumber.fullName();
    values[u"plumberphone"_s] = phoneForPeople(plumber.phoneNumber);
}

void addLead(TemplateValues &values, const Facts &facts, const Vocabulary &words)
{
    const Lead &lead = *facts.lead;
    values[u"customer"_s] = lead.fullName();
    values[u"service"_s] = lead.serviceNeeded;
    values[u"urgency"_s] = words.urgency[static_cast<int>(lead.urgency)];
    values[u"zip"_s] = lead.zipCode.value_or(QString());
    values[u"callable"_s] = facts.canBeCalled() ? u"yes"_s : QString();
    values[u"test"_s] = lead.isTest ? u"yes"_s : QString();
}

} // namespace

QString languageOf(const Plumber &plumber)
{
    return plumber.language;
}

TemplateValues valuesOf(const Facts &facts, const QString &language)
{
    const Vocabulary &words = vocabularyOf(language);
    TemplateValues values{{u"link"_s, facts.link}};
    if (facts.linkExpires)
        values[u"expires"_s] = localMoment(
            *facts.linkExpires, facts.plumber ? QStringView(facts.plumber->zipCode) : QStringView(), language);
    if (facts.plumber)
        addPlumber(values, *facts.plumber);
    if (facts.lead)
        addLead(values, facts, words);
    if (facts.showsContact())
        addContact(values, facts, words);
    return values;
}

} // namespace pl::wording
