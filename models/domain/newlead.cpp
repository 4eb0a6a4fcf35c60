#include "models/domain/newlead.h"

#include "models/domain/lead.h"
#include "models/domain/leadcheck.h"

namespace pl {

NewLead NewLead::of(const Lead &lead)
{
    return {lead.firstName, lead.lastName, lead.email,       lead.phoneNumber,    lead.serviceNeeded,
            lead.urgency,   lead.zipCode,  lead.description, lead.externalId,     {},
            lead.street,    lead.city,     lead.state,       lead.phoneExtension, lead.hasRealPhone};
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
    LeadCheck check(LeadCheck::From::Program);
    const auto textOrNull = [&r, &check](const char *field) {
        if (!r.isNull(field))
            return r.string(field);
        check.setUnknown(field);
        return QString();
    };
    lead.firstName = textOrNull("first_name");
    lead.lastName = textOrNull("last_name");
    lead.email = textOrNull("email");
    lead.phoneNumber = textOrNull("phone_number");
    lead.serviceNeeded = textOrNull("service_needed");
    if (r.isNull("urgency"))
        check.setUnknown("urgency");
    else
        lead.urgency = r.enumeration<Urgency>("urgency");
    lead.zipCode = r.optionalString("zip_code");
    lead.description = r.optionalString("description");
    lead.externalId = r.optionalString("external_id");
    lead.street = r.optionalString("street");
    lead.city = r.optionalString("city");
    lead.state = r.optionalString("state");
    lead.phoneExtension = r.optionalString("phone_extension");
    lead.consent = r.raw("consent");
    r.refuseUnknown();
    check.addErrors(r.errors());
    return check.finish(std::move(lead));
}

Result<NewLead> NewLead::validated() const
{
    return LeadCheck(LeadCheck::From::Person).finish(*this);
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
    if (street)
        row["street"] = pl::toJson(*street);
    if (city)
        row["city"] = pl::toJson(*city);
    if (state)
        row["state"] = pl::toJson(*state);
    if (phoneExtension)
        row["phone_extension"] = pl::toJson(*phoneExtension);
    if (hasRealPhone)
        row["has_real_phone"] = *hasRealPhone;
    return row;
}

QByteArray NewLead::toJsonText() const
{
    JsonObjectText row;
    const auto addKnown = [&row](const char *name, const std::optional<QString> &text) {
        if (text)
            row.add(name, *text);
    };
    addKnown("city", city);
    if (!consent.is_null())
        row.add("consent", consent);
    addKnown("description", description);
    row.add("email", email);
    addKnown("external_id", externalId);
    row.add("first_name", firstName);
    if (hasRealPhone)
        row.add("has_real_phone", nlohmann::json(*hasRealPhone));
    row.add("last_name", lastName);
    addKnown("phone_extension", phoneExtension);
    row.add("phone_number", phoneNumber);
    row.add("service_needed", serviceNeeded);
    addKnown("state", state);
    addKnown("street", street);
    row.add("urgency", QString(enumName(urgency)));
    addKnown("zip_code", zipCode);
    return row.take();
}

} // namespace pl
