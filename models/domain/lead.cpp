#include "models/domain/lead.h"

namespace pl {

Result<Lead> Lead::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    Lead lead;
    lead.id = r.uuid("id");
    lead.firstName = r.string("first_name");
    lead.lastName = r.string("last_name");
    lead.email = r.string("email");
    lead.phoneNumber = r.string("phone_number");
    lead.serviceNeeded = r.string("service_needed");
    lead.urgency = r.enumeration<Urgency>("urgency");
    lead.status = r.enumeration<LeadStatus>("status");
    lead.assignedPlumberId = r.optionalUuid("assigned_plumber_id");
    lead.createdAt = r.timestamp("created_at");
    lead.updatedAt = r.timestamp("updated_at");
    lead.zipCode = r.optionalString("zip_code");
    lead.description = r.optionalString("description");
    lead.sourceId = r.optionalUuid("source_id");
    lead.externalId = r.optionalString("external_id");
    lead.duplicateOf = r.optionalUuid("duplicate_of");
    lead.closedReason = r.optionalEnumeration<ClosedReason>("closed_reason");
    lead.erasedAt = r.optionalTimestamp("erased_at");
    lead.assignedAt = r.optionalTimestamp("assigned_at");
    lead.acceptedAt = r.optionalTimestamp("accepted_at");
    lead.completedAt = r.optionalTimestamp("completed_at");
    lead.version = r.integer("version");
    lead.attention = r.optionalEnumeration<Attention>("attention");
    lead.street = r.optionalString("street");
    lead.city = r.optionalString("city");
    lead.state = r.optionalString("state");
    lead.phoneExtension = r.optionalString("phone_extension");
    lead.answers = r.raw("answers");
    lead.origin = r.raw("origin");
    lead.sourceCostCents = r.optionalInteger("source_cost_cents");
    lead.isTest = r.booleanOr("is_test", false);
    if (row.is_object() && row.contains("has_real_phone") && !row["has_real_phone"].is_null())
        lead.hasRealPhone = r.booleanOr("has_real_phone", true);
    lead.importId = r.optionalUuid("import_id");
    lead.withdrawnAt = r.optionalTimestamp("withdrawn_at");
    lead.doNotSell = r.booleanOr("do_not_sell", false);
    return r.finish(lead);
}

QByteArray Lead::columns()
{
    return "id,first_name,last_name,email,phone_number,service_needed,urgency,status,assigned_plumber_id,created_at,"
           "updated_at,zip_code,description,source_id,external_id,duplicate_of,closed_reason,erased_at,assigned_at,"
           "accepted_at,completed_at,version,attention,street,city,state,phone_extension,answers,origin,"
           "source_cost_cents,is_test,has_real_phone,import_id,withdrawn_at,do_not_sell";
}

} // namespace pl
