#include "server/main/newsource.h"

#include "server/intake/sourcekey.h"

namespace pl {

QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const QString &name)
{
    const auto key = intake::SourceKey::create();
    const nlohmann::json row{{"name", name.toStdString()},
                             {"key_prefix", key.prefix().toStdString()},
                             {"key_hash", key.hash().toStdString()}};
    return rest.insert(supabase::Query("lead_sources").select("id"), row)
        .then([name, key](const Result<nlohmann::json> &rows) -> Result<NewSource> {
            if (!rows && rows.error().code == ErrorCode::Conflict)
                return Error{ErrorCode::Conflict, QStringLiteral("There is a source \"%1\" already.").arg(name)};
            if (!rows)
                return rows.error();
            if (!rows->is_array() || rows->size() != 1)
                return Error{ErrorCode::Protocol, QStringLiteral("The store did not answer with the new source.")};
            JsonReader reader(rows->front());
            return reader.finish(NewSource{reader.uuid("id"), name, key.text()});
        });
}

} // namespace pl
