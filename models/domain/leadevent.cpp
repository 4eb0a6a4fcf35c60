#include "models/domain/leadevent.h"

namespace pl {

Result<LeadEvent> LeadEvent::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    LeadEvent event;
    event.id = r.integer("id");
    event.leadId = r.uuid("lead_id");
    event.kind = r.enumeration<LeadEventKind>("kind");
    event.actor = r.string("actor");
    event.plumberId = r.optionalUuid("plumber_id");
    event.note = r.optionalString("note");
    event.at = r.timestamp("at");
    event.detail = r.raw("detail");
    return r.finish(event);
}

QByteArray LeadEvent::columns()
{
    return "id,lead_id,kind,actor,plumber_id,note,at,detail";
}

} // namespace pl
