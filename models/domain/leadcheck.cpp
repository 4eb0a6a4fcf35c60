#include "models/domain/leadcheck.h"

#include "models/base/visibletext.h"
#include "models/domain/sentphone.h"

#include <QCoreApplication>

#include <cstring>

namespace pl {
namespace {

constexpr int kMaxConsentBytes = 8 * 1024;

struct LeadWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::LeadCheck)
};

bool isBlank(const QString &text)
{
    return text.isEmpty() || withoutInvisible(text).trimmed().isEmpty();
}

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

/// NUL is the one character that PostgreSQL's texts can't hold.
bool hasNul(const nlohmann::json &value)
{
    if (value.is_string())
        return value.get_ref<const std::string &>().find('\0') != std::string::npos;
    if (value.is_array())
        return std::any_of(value.begin(), value.end(), hasNul);
    return value.is_object() && std::any_of(value.items().begin(), value.items().end(), [](const auto &item) {
               return item.key().find('\0') != std::string::npos || hasNul(item.value());
           });
}

/// What was sent with a number and has no column stands first in the description, where whoever calls reads it.
void addLine(std::optional<QString> &description, const QString &line)
{
    const QString before = description.value_or(QString()).trimmed();
    if ((u'\n' + before + u'\n').contains(u'\n' + line + u'\n'))
        return;
    description = before.isEmpty() ? line : line + u'\n' + before;
}

} // namespace

void LeadCheck::addErrors(const QList<FieldError> &errors)
{
    for (const FieldError &error : errors)
        m_errors.add(error);
}

Result<NewLead> LeadCheck::finish(NewLead lead)
{
    checkPerson(lead);
    checkPhoneNumber(lead);
    if (isWanted("service_needed", lead.serviceNeeded))
        lead.serviceNeeded = checkName(lead.serviceNeeded, "service_needed", m_errors);
    checkPlaces(lead);
    if (lead.description)
        lead.description = unlessEmpty(checkDescription(*lead.description, m_errors));
    if (lead.externalId)
        lead.externalId = unlessEmpty(checkText(*lead.externalId, "external_id", 100, false, m_errors));
    checkConsent(lead);
    nameWhatIsMissing();
    return m_errors.finish(std::move(lead));
}

/// A field that could not be read already has an error; checking the empty value would only add another.
bool LeadCheck::isWanted(const char *field, const QString &text)
{
    if (m_from == From::Person && isBlank(text))
        setUnknown(field);
    const auto &list = m_errors.list();
    const auto isField = [field](const char *other) { return std::strcmp(field, other) == 0; };
    return std::none_of(m_unknown.begin(), m_unknown.end(), isField) &&
           std::none_of(list.begin(), list.end(),
                        [field](const FieldError &error) { return error.field == QLatin1StringView(field); });
}

bool LeadCheck::isMissing(const char *field) const
{
    const auto &list = m_errors.list();
    const auto isField = [field](const char *other) { return std::strcmp(field, other) == 0; };
    return std::any_of(m_unknown.begin(), m_unknown.end(), isField) ||
           std::any_of(list.begin(), list.end(), [field](const FieldError &error) {
               return error.field == QLatin1StringView(field) && error.code == u"required";
           });
}

void LeadCheck::checkPerson(NewLead &lead)
{
    lead.firstName =
        isWanted("first_name", lead.firstName) ? checkName(lead.firstName, "first_name", m_errors) : QString();
    lead.lastName = isWanted("last_name", lead.lastName) ? checkName(lead.lastName, "last_name", m_errors) : QString();
    lead.email = isWanted("email", lead.email) ? checkEmail(lead.email, m_errors) : QString();
}

void LeadCheck::checkPhoneNumber(NewLead &lead)
{
    lead.hasRealPhone.reset();
    if (lead.phoneExtension)
        lead.phoneExtension = unlessEmpty(checkOptional(*lead.phoneExtension, "phone_extension", 20, m_errors));
    if (!isWanted("phone_number", lead.phoneNumber)) {
        lead.phoneNumber.clear();
        return;
    }
    const SentPhone phone = checkSentPhone(lead.phoneNumber, m_errors);
    lead.phoneNumber = phone.number;
    if (phone.number.isEmpty())
        return;
    lead.hasRealPhone = phone.isValid;
    if (!phone.extension.isEmpty())
        lead.phoneExtension = phone.extension;
    if (!phone.other.isEmpty())
        addLine(lead.description, QStringLiteral("Other phone: %1").arg(phone.other));
    if (!phone.label.isEmpty())
        addLine(lead.description, QStringLiteral("Phone label: %1").arg(phone.label));
}

void LeadCheck::checkPlaces(NewLead &lead)
{
    if (lead.zipCode)
        lead.zipCode = isBlank(*lead.zipCode) ? std::nullopt : std::optional(checkZip(*lead.zipCode, m_errors));
    if (lead.street)
        lead.street = unlessEmpty(checkOptional(*lead.street, "street", 200, m_errors));
    if (lead.city)
        lead.city = unlessEmpty(checkOptional(*lead.city, "city", 100, m_errors));
    if (lead.state)
        lead.state = unlessEmpty(checkOptional(*lead.state, "state", 50, m_errors));
}

void LeadCheck::checkConsent(NewLead &lead)
{
    lead.consent = withoutInvisible(lead.consent);
    if (!lead.consent.is_null() && !lead.consent.is_object())
        m_errors.add("consent", "wrong_type", QStringLiteral("must be a JSON object"));
    else if (!lead.consent.is_null() && dumpJson(lead.consent).size() > kMaxConsentBytes)
        m_errors.add("consent", "too_long", QStringLiteral("must be at most 8 KiB"));
    else if (hasNul(lead.consent))
        m_errors.add("consent", "invalid", QStringLiteral("must not contain control characters"));
}

/// What a person left empty doesn't matter besides the two of which one is needed.
void LeadCheck::nameWhatIsMissing()
{
    if (!isMissing("email") || !isMissing("phone_number"))
        return;
    for (const char *field : std::as_const(m_unknown)) {
        if (std::strcmp(field, "email") == 0)
            m_errors.add(field, "required", LeadWords::tr("or a phone number is needed"));
        else if (std::strcmp(field, "phone_number") == 0)
            m_errors.add(field, "required", LeadWords::tr("or an e-mail address is needed"));
        else if (m_from == From::Program)
            m_errors.add(field, "required", QStringLiteral("is required"));
    }
}

} // namespace pl
