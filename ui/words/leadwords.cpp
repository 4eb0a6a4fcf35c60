#include "ui/words/leadwords.h"

#include "models/base/jsonmember.h"
#include "models/domain/contactfields.h"
#include "models/domain/leadname.h"
#include "ui/words/words.h"

#include <QCoreApplication>

namespace pl::ui {
namespace {

struct LeadWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::LeadWords)
};

struct OriginName
{
    const char *key;
    const char *words;
};

/// In the order in which they are shown.
constexpr OriginName kOriginNames[] = {
    {"page", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Page")},
    {"referrer", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Page before it")},
    {"form_name", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Form")},
    {"form_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Form id")},
    {"platform", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Platform")},
    {"source", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Source")},
    {"lead_source", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Lead source")},
    {"medium", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Medium")},
    {"campaign", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign")},
    {"keywords", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Keywords")},
    {"utm_source", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign source")},
    {"utm_medium", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign medium")},
    {"utm_campaign", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign name")},
    {"utm_term", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign keyword")},
    {"utm_content", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign content")},
    {"campaign_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Campaign id")},
    {"adgroup_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Ad group id")},
    {"adset_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Ad set id")},
    {"ad_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Ad id")},
    {"creative_id", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Creative id")},
    {"gclid", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Google click id")},
    {"gbraid", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Google click id (to an app)")},
    {"wbraid", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Google click id (from an app)")},
    {"fbclid", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Meta click id")},
    {"msclkid", QT_TRANSLATE_NOOP("pl::ui::LeadWords", "Microsoft click id")}};

bool isKnownOrigin(const std::string &key)
{
    return std::any_of(std::begin(kOriginNames), std::end(kOriginNames),
                       [&key](const OriginName &name) { return key == name.key; });
}

/// What is unknown of an erased customer needs no words.
QString orUnknown(const Lead &lead, const QString &text, const QString &unknown)
{
    return text.isEmpty() && !lead.erasedAt ? unknown : text;
}

} // namespace

QString leadName(const Lead &lead)
{
    if (lead.erasedAt)
        return LeadWords::tr("Erased customer");
    const QString name = calledName(lead);
    return name.isEmpty() ? LeadWords::tr("No name") : name;
}

QString serviceText(const QString &service)
{
    return service.isEmpty() ? LeadWords::tr("Service unknown") : service;
}

QString phoneText(const Lead &lead)
{
    if (lead.phoneNumber.isEmpty())
        return orUnknown(lead, {}, LeadWords::tr("No phone"));
    const QString number = phoneForPeople(lead.phoneNumber);
    const QString extension = lead.phoneExtension.value_or(QString());
    return extension.isEmpty() ? number : LeadWords::tr("%1 ext. %2", "a phone number").arg(number, extension);
}

QString emailText(const Lead &lead)
{
    return orUnknown(lead, lead.email, LeadWords::tr("No e-mail"));
}

QString addressText(const Lead &lead)
{
    const QString area =
        QStringList{lead.state.value_or(QString()), lead.zipCode.value_or(QString())}.join(u' ').trimmed();
    QStringList parts{lead.street.value_or(QString()), lead.city.value_or(QString()), area};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QStringList missingFields(const Lead &lead)
{
    if (lead.erasedAt)
        return {};
    QStringList columns;
    const auto note = [&columns](bool isMissing, const char *column) {
        if (isMissing)
            columns += QString::fromLatin1(column);
    };
    note(lead.serviceNeeded.isEmpty(), "service_needed");
    note(lead.firstName.isEmpty(), "first_name");
    note(lead.lastName.isEmpty() && !lead.firstName.isEmpty(), "last_name");
    note(lead.phoneNumber.isEmpty(), "phone_number");
    note(lead.email.isEmpty(), "email");
    return columns;
}

QString missingText(const Lead &lead)
{
    QStringList names;
    for (const QString &column : missingFields(lead)) {
        if (column == u"first_name" && lead.lastName.isEmpty())
            names += LeadWords::tr("name");
        else if (column == u"phone_number")
            names += LeadWords::tr("phone");
        else
            names += column == u"email" ? LeadWords::tr("e-mail") : fieldText(column);
    }
    return names.isEmpty() ? QString() : LeadWords::tr("Still missing: %1").arg(names.join(QStringLiteral(", ")));
}

QString testText(const Lead &lead)
{
    return lead.isTest ? LeadWords::tr("A test: charged to nobody") : QString();
}

QString unrealPhoneText(const Lead &lead)
{
    const bool isUnreal = lead.hasRealPhone == false && !lead.phoneNumber.isEmpty();
    return isUnreal ? LeadWords::tr("Not a real number: charged to nobody") : QString();
}

QString freeOfChargeText(const Lead &lead)
{
    return lead.isTest ? testText(lead) : unrealPhoneText(lead);
}

QString sentText(const nlohmann::json &value)
{
    if (value.is_string())
        return jsonText(value);
    if (value.is_boolean())
        return value.get<bool>() ? LeadWords::tr("Yes") : LeadWords::tr("No");
    if (value.is_null())
        return {};
    if (!value.is_structured())
        return QString::fromUtf8(dumpJson(value));
    QStringList parts;
    for (const auto &[name, inner] : value.items()) {
        const QString text = sentText(inner);
        parts += value.is_array() ? text : LeadWords::tr("%1: %2").arg(QString::fromStdString(name), text);
    }
    return parts.join(QStringLiteral(", "));
}

QList<NamedText> answersOf(const Lead &lead)
{
    QList<NamedText> answers;
    if (lead.answers.is_object())
        for (const auto &[question, answer] : lead.answers.items()) {
            const QString text = sentText(answer).trimmed();
            answers += {QString::fromStdString(question), text.isEmpty() ? LeadWords::tr("No answer") : text};
        }
    return answers;
}

QList<NamedText> originOf(const Lead &lead)
{
    QList<NamedText> facts;
    if (!lead.origin.is_object())
        return facts;
    const auto add = [&facts](const QString &name, const nlohmann::json &value) {
        if (const QString text = sentText(value).trimmed(); !text.isEmpty())
            facts += {name, text};
    };
    for (const OriginName &known : kOriginNames)
        if (const auto found = lead.origin.find(known.key); found != lead.origin.end())
            add(LeadWords::tr(known.words), *found);
    for (const auto &[key, value] : lead.origin.items())
        if (!isKnownOrigin(key))
            add(QString::fromStdString(key), value);
    return facts;
}

} // namespace pl::ui
