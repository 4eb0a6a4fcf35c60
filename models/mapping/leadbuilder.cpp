#include "models/mapping/leadbuilder.h"

#include "models/base/jsonreader.h"
#include "models/domain/contactfields.h"
#include "models/domain/contactrules.h"
#include "models/domain/sentphone.h"
#include "models/mapping/personname.h"
#include "models/mapping/sentvalues.h"
#include "models/mapping/wordtable.h"

#include <QUrlQuery>

namespace pl::mapping {
namespace {

constexpr qsizetype kNameLength = 100;
constexpr qsizetype kDescriptionLength = 10'000;
constexpr qsizetype kOriginLength = 500;
constexpr qsizetype kConsentBytes = 8 * 1024;

bool isSpamName(const QString &name)
{
    return hasLink(std::u16string_view(QStringView(name).utf16(), std::size_t(name.size())));
}

} // namespace

Mapped LeadBuilder::build()
{
    for (const NoLeadRule &rule : m_mapping.noLead)
        if (m_finder.holds(rule.when))
            return NoLead{rule.reason};
    readName();
    readEmailAddress();
    readPhoneNumber();
    const bool hasName = !m_lead.firstName.isEmpty() || !m_lead.lastName.isEmpty();
    if (m_lead.email.isEmpty() && m_lead.phoneNumber.isEmpty())
        return Unmappable{hasName ? QStringLiteral("There is no phone number and no e-mail address.")
                                  : QStringLiteral("There is no name, no phone number, and no e-mail address.")};
    readService();
    if (!m_unknownService.isEmpty())
        return Unmappable{
            QStringLiteral("The service “%1” is unknown, and the source has no default.").arg(m_unknownService)};
    readUrgency();
    readPlace();
    readCost();
    m_lead.description = lines(sent(LeadField::Description, QStringLiteral("\n")), kDescriptionLength);
    m_lead.externalId = sentLine(LeadField::ExternalId, kNameLength);
    m_lead.changesEarlier = m_mapping.repeats == Repeats::Change && !m_lead.externalId.isEmpty();
    m_lead.isTest = std::any_of(m_mapping.tests.begin(), m_mapping.tests.end(),
                                [this](const Condition &test) { return m_finder.holds(test); });
    for (const Condition &test : m_mapping.tests)
        m_finder.take(test.path); // "is_test: false" is no answer
    readConsent();
    readOrigin();
    m_answers.addRest(m_finder, m_mapping);
    m_lead.answers = m_answers.take();
    noteMissing();
    return m_lead;
}

QString LeadBuilder::sent(LeadField field, const QString &separator, const std::function<bool(const QString &)> &fits)
{
    const auto it = m_mapping.fields.constFind(field);
    return it == m_mapping.fields.cend() ? QString() : m_finder.text(*it, separator, fits);
}

QString LeadBuilder::sentLine(LeadField field, qsizetype length)
{
    const QString text = sent(field);
    return line(text.isEmpty() ? fallback(field) : text, length);
}

/// What mail programs make a link of is no name: the office's mail would carry it to somebody else.
QString LeadBuilder::checkedName(const QString &name, const char *question)
{
    const QString tidy = line(name, kNameLength);
    if (!isSpamName(tidy) && tidy.size() == line(name, name.size()).size())
        return tidy;
    m_answers.add(QString::fromLatin1(question), name);
    return isSpamName(tidy) ? QString() : tidy;
}

void LeadBuilder::readName()
{
    QString first = sent(LeadField::FirstName);
    QString last = sent(LeadField::LastName);
    if (first.isEmpty() || last.isEmpty()) {
        // One of the two alone may be a whole name in the wrong place.
        const QString whole = sent(LeadField::FullName, QStringLiteral(" "));
        const PersonName split = splitName(whole.isEmpty() && last.isEmpty() ? first : whole);
        if (first.isEmpty() || (last.isEmpty() && !split.last.isEmpty())) {
            first = last.isEmpty() || first.isEmpty() ? split.first : first;
            last = last.isEmpty() ? split.last : last;
        }
    } else if (const auto it = m_mapping.fields.constFind(LeadField::FullName); it != m_mapping.fields.cend()) {
        m_finder.takeIf(*it, first + last);
    }
    m_lead.firstName = checkedName(first.isEmpty() ? fallback(LeadField::FirstName) : first, "First name");
    m_lead.lastName = checkedName(last.isEmpty() ? fallback(LeadField::LastName) : last, "Last name");
}

void LeadBuilder::readEmailAddress()
{
    const auto isAddress = [](const QString &text) { return !readEmail(text).address.isEmpty(); };
    const QString text = sent(LeadField::Email, QStringLiteral(", "), isAddress);
    const SentEmail email = readEmail(text);
    m_lead.email = email.address;
    if (!text.isEmpty() && !email.isAll)
        m_answers.add(QStringLiteral("E-mail as sent"), text);
}

void LeadBuilder::readPhoneNumber()
{
    const auto isNumber = [](const QString &text) { return !readPhone(text).number.isEmpty(); };
    const QString text = sent(LeadField::PhoneNumber, QStringLiteral(", "), isNumber);
    const SentPhone phone = readPhone(text);
    m_lead.phoneNumber = phone.number;
    m_lead.hasValidPhone = phone.isValid;
    const QString extension = sentLine(LeadField::PhoneExtension, 20);
    m_lead.phoneExtension = extension.isEmpty() ? phone.extension : extension;
    m_answers.add(QStringLiteral("Phone label"), phone.label);
    m_answers.add(QStringLiteral("Second phone"), phone.other);
    if (phone.number.isEmpty())
        m_answers.add(QStringLiteral("Phone as sent"), text);
}

void LeadBuilder::readService()
{
    const QString text = sent(LeadField::ServiceNeeded);
    if (const auto service = serviceMeant(text, m_mapping.services, m_services)) {
        m_lead.serviceNeeded = line(*service, kNameLength);
        if (m_lead.serviceNeeded.compare(text, Qt::CaseInsensitive) != 0)
            m_answers.add(QStringLiteral("Service as sent"), text);
        return;
    }
    m_lead.serviceNeeded = line(fallback(LeadField::ServiceNeeded), kNameLength);
    if (m_lead.serviceNeeded.isEmpty())
        m_unknownService = line(text, 60);
    m_answers.add(QStringLiteral("Service as sent"), text);
}

void LeadBuilder::readUrgency()
{
    const QString text = sent(LeadField::Urgency);
    m_lead.urgency = urgencyMeant(text, m_mapping.urgencies);
    if (!m_lead.urgency || enumName(*m_lead.urgency) != text)
        m_answers.add(QStringLiteral("Urgency as sent"), text);
    if (!m_lead.urgency)
        m_lead.urgency = enumFromName<Urgency>(fallback(LeadField::Urgency));
}

void LeadBuilder::readPlace()
{
    const auto isCode = [](const QString &text) { return !readZip(text).isEmpty(); };
    const QString zip = sent(LeadField::ZipCode, QStringLiteral(", "), isCode);
    m_lead.zipCode = readZip(zip.isEmpty() ? fallback(LeadField::ZipCode) : zip);
    if (m_lead.zipCode.isEmpty())
        m_answers.add(QStringLiteral("ZIP code as sent"), zip);
    m_lead.street = sentLine(LeadField::Street, 200);
    m_lead.city = sentLine(LeadField::City, kNameLength);
    m_lead.state = sentLine(LeadField::State, 50);
}

void LeadBuilder::readCost()
{
    const QString text = sent(LeadField::Cost);
    m_lead.costCents = readCents(text.isEmpty() ? fallback(LeadField::Cost) : text, m_mapping.costUnit);
    if (!m_lead.costCents)
        m_answers.add(QStringLiteral("Cost as sent"), text);
}

/// An object is taken as it is; a text or a yes under its name. A no is no consent.
void LeadBuilder::readConsent()
{
    nlohmann::json consent = nlohmann::json::object();
    for (auto it = m_mapping.consent.begin(); it != m_mapping.consent.end(); ++it) {
        nlohmann::json value = m_finder.value(it.value());
        if (value.is_object())
            consent.update(value);
        else if (value.is_string() && saysYes(QString::fromStdString(value.get<std::string>())))
            consent[it.key().toStdString()] = toJson(lines(QString::fromStdString(value.get<std::string>()), 2'000));
        else if (!it.value().fallback.isEmpty() && value.is_null())
            consent[it.key().toStdString()] = toJson(it.value().fallback);
    }
    if (dumpJson(consent).size() > kConsentBytes)
        m_answers.add(QStringLiteral("Consent as sent"), QString::fromUtf8(dumpJson(consent)));
    else if (!consent.empty())
        m_lead.consent = withoutNul(consent);
}

void LeadBuilder::readOrigin()
{
    m_lead.origin = nlohmann::json::object();
    for (auto it = m_mapping.origin.begin(); it != m_mapping.origin.end(); ++it) {
        const QString found = m_finder.text(it.value());
        const QString value = line(found.isEmpty() ? it.value().fallback : found, kOriginLength);
        if (!value.isEmpty())
            m_lead.origin[it.key().toStdString()] = toJson(value);
    }
    readPageQuery();
}

/// Most forms send the address of their page, and the campaign stands in its query.
void LeadBuilder::readPageQuery()
{
    static constexpr const char *kNames[] = {"utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
                                             "gclid",      "gbraid",     "wbraid",       "fbclid",   "msclkid"};
    const auto page = m_lead.origin.find("page");
    if (page == m_lead.origin.end() || !page->is_string())
        return;
    const QString address = QString::fromStdString(page->get<std::string>());
    const QUrlQuery query(address.section(u'?', 1).section(u'#', 0, 0));
    for (const char *name : kNames) {
        const QString value = line(query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded), kOriginLength);
        if (!value.isEmpty() && !m_lead.origin.contains(name))
            m_lead.origin[name] = toJson(value);
    }
}

void LeadBuilder::noteMissing()
{
    const auto note = [this](bool isMissing, Missing what) {
        if (isMissing)
            m_lead.missing += what;
    };
    note(m_lead.firstName.isEmpty() && m_lead.lastName.isEmpty(), Missing::Name);
    note(m_lead.lastName.isEmpty(), Missing::LastName);
    note(m_lead.email.isEmpty() && !m_lead.hasValidPhone, Missing::Reach);
    note(m_lead.email.isEmpty(), Missing::Email);
    note(m_lead.phoneNumber.isEmpty(), Missing::Phone);
    note(m_lead.serviceNeeded.isEmpty(), Missing::Service);
    note(!m_lead.urgency, Missing::Urgency);
    note(m_lead.zipCode.isEmpty(), Missing::ZipCode);
}

} // namespace pl::mapping
