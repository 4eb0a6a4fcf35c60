#include "models/domain/newlead.h"

#include "models/base/visibletext.h"
#include "models/domain/contactfields.h"
#include "models/domain/lead.h"

namespace pl {
namespace {

constexpr int kMaxConsentBytes = 8 * 1024;

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

std::optional<QString> unlessEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

/// The number is stored in E.164, which has no room for an extension, so it goes first in the description.
QString withExtension(const QString &description, const QString &extension)
{
    const QString line = QStringLiteral("Phone extension: %1\n").arg(extension);
    const QString before = description.trimmed() + u'\n';
    return before.startsWith(line) ? description : line + description;
}

void checkFields(NewLead &lead, const JsonReader *reader, FieldErrors &errors)
{
    // A field that could not be read already has an error; checking the empty value would only add another.
    const auto readable = [reader](const char *field) { return !reader || !reader->hasErrorFor(field); };
    if (readable("first_name"))
        lead.firstName = checkName(lead.firstName, "first_name", errors);
    if (readable("last_name"))
        lead.lastName = checkName(lead.lastName, "last_name", errors);
    if (readable("email"))
        lead.email = checkEmail(lead.email, errors);
    QString extension;
    if (readable("phone_number"))
        lead.phoneNumber = checkPhone(lead.phoneNumber, errors, &extension);
    if (readable("service_needed"))
        lead.serviceNeeded = checkName(lead.serviceNeeded, "service_needed", errors);
    if (lead.zipCode)
        lead.zipCode = withoutInvisible(*lead.zipCode).trimmed().isEmpty()
                           ? std::nullopt
                           : std::optional(checkZip(*lead.zipCode, errors));
    if (!extension.isEmpty())
        lead.description = withExtension(lead.description.value_or(QString()), extension);
    if (lead.description)
        lead.description = unlessEmpty(checkDescription(*lead.description, errors));
    if (lead.externalId)
        lead.externalId = unlessEmpty(checkText(*lead.externalId, "external_id", 100, false, errors));
    lead.consent = withoutInvisible(lead.consent);
    if (!lead.consent.is_null() && !lead.consent.is_object())
        errors.add("consent", "wrong_type", QStringLiteral("must be a JSON object"));
    else if (!lead.consent.is_null() && dumpJson(lead.consent).size() > kMaxConsentBytes)
        errors.add("consent", "too_long", QStringLiteral("must be at most 8 KiB"));
    else if (hasNul(lead.consent))
        errors.add("consent", "invalid", QStringLiteral("must not contain control characters"));
}

} // namespace

NewLead NewLead::of(const Lead &lead)
{
    return {lead.firstName, lead.lastName, lead.email,       lead.phoneNumber, lead.serviceNeeded,
            lead.urgency,   lead.zipCode,  lead.description, lead.externalId,  {}};
}

Result<NewLead> NewLead::fromJson(const nlohmann::json &input)
{
    JsonReader r(input);
    return input.is_object() ? read(r) : r.finish(NewLead());
}

Result<NewLead> NewLead::fromFields(const JsonFields &input)
{
    JsonReader r(input);
    return read(r);
}

Result<NewLead> NewLead::read(JsonReader &r)
{
    NewLead lead;
    lead.firstName = r.string("first_name");
    lead.lastName = r.string("last_name");
    lead.email = r.string("email");
    lead.phoneNumber = r.string("phone_number");
    lead.serviceNeeded = r.string("service_needed");
    lead.urgency = r.enumeration<Urgency>("urgency");
    lead.zipCode = r.optionalString("zip_code");
    lead.description = r.optionalString("description");
    lead.externalId = r.optionalString("external_id");
    lead.consent = r.raw("consent");
    r.refuseUnknown();
    FieldErrors errors;
    for (const FieldError &error : r.errors())
        errors.add(error);
    checkFields(lead, &r, errors);
    return errors.finish(std::move(lead));
}

Result<NewLead> NewLead::validated() const
{
    NewLead tidy = *this;
    FieldErrors errors;
    checkFields(tidy, nullptr, errors);
    return errors.finish(std::move(tidy));
}

nlohmann::json NewLead::toJson() const
{
    nlohmann::json row = nlohmann::json::object();
    row["first_name"] = pl::toJson(firstName);
    row["last_name"] = pl::toJson(lastName);
    row["email"] = pl::toJson(email);
    row["phone_number"] = pl::toJson(phoneNumber);
    row["service_needed"] = pl::toJson(serviceNeeded);
    row["urgency"] = enumText(urgency);
    if (zipCode)
        row["zip_code"] = pl::toJson(*zipCode);
    if (description)
        row["description"] = pl::toJson(*description);
    if (externalId)
        row["external_id"] = pl::toJson(*externalId);
    if (!consent.is_null())
        row["consent"] = consent;
    return row;
}

QByteArray NewLead::toJsonText() const
{
    JsonObjectText row;
    if (!consent.is_null())
        row.add("consent", consent);
    if (description)
        row.add("description", *description);
    row.add("email", email);
    if (externalId)
        row.add("external_id", *externalId);
    row.add("first_name", firstName);
    row.add("last_name", lastName);
    row.add("phone_number", phoneNumber);
    row.add("service_needed", serviceNeeded);
    row.add("urgency", QString(enumName(urgency)));
    if (zipCode)
        row.add("zip_code", *zipCode);
    return row.take();
}

} // namespace pl
