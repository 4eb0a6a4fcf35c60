#include "models/domain/importrecord.h"

namespace pl {

Result<ImportRecord> ImportRecord::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    ImportRecord record;
    record.id = r.uuid("id");
    record.kind = r.enumeration<ImportKind>("kind");
    record.fileName = r.string("file_name");
    record.total = static_cast<int>(r.integer("total"));
    record.done = static_cast<int>(r.integer("done"));
    record.state = r.enumeration<ImportState>("state");
    record.charges = r.booleanOr("charges", false);
    record.tells = r.booleanOr("tells", false);
    record.createdBy = r.optionalString("created_by").value_or(QString());
    record.createdAt = r.timestamp("created_at");
    record.updatedAt = r.timestamp("updated_at");
    record.version = r.integer("version");
    return r.finish(record);
}

QByteArray ImportRecord::columns()
{
    return "id,kind,file_name,total,done,state,charges,tells,created_by,created_at,updated_at,version";
}

} // namespace pl
