#include "models/domain/leadsource.h"

namespace pl {

Result<LeadSource> LeadSource::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    LeadSource source;
    source.id = r.uuid("id");
    source.name = r.string("name");
    source.kind = r.enumeration<Kind>("kind");
    source.keyPrefix = r.string("key_prefix");
    source.preset = r.optionalString("preset");
    source.mapping = r.raw("mapping");
    source.defaultService = r.optionalString("default_service");
    source.defaultUrgency = r.optionalEnumeration<Urgency>("default_urgency");
    source.authentication = r.raw("authentication");
    source.answerStatus = int(r.integerOr("answer_status", 200));
    source.costCents = r.integerOr("cost_cents", 0);
    source.dailyCap = r.optionalInteger("daily_cap");
    source.active = r.booleanOr("active", true);
    source.oldKeyUntil = r.optionalTimestamp("old_key_until");
    source.createdAt = r.timestamp("created_at");
    source.updatedAt = r.timestamp("updated_at");
    source.version = r.integer("version");
    return r.finish(source);
}

QByteArray LeadSource::columns()
{
    return "id,name,kind,key_prefix,preset,mapping,default_service,default_urgency,authentication,answer_status,"
           "cost_cents,daily_cap,active,old_key_until,created_at,updated_at,version";
}

} // namespace pl
