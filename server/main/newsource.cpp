#include "server/main/newsource.h"

#include "models/base/answer.h"
#include "models/base/onresult.h"
#include "models/supabase/settingsstore.h"
#include "server/intake/sourcekey.h"

namespace pl {

namespace {

void insertSource(supabase::RestClient &rest, const SourceWishes &wishes, const QUuid &id,
                  const Answer<NewSource> &answer)
{
    using intake::SourceKey;
    const auto key = SourceKey::create(wishes.isForm ? SourceKey::Kind::Form : SourceKey::Kind::Program);
    nlohmann::json row{{"id", toJson(id)},
                       {"name", toJson(wishes.name)},
                       {"key_prefix", toJson(key.prefix())},
                       {"key_hash", key.hash().toStdString()}};
    if (wishes.perDay > 0)
        row["daily_cap"] = wishes.perDay;
    onResult(
        &rest, rest.insert(supabase::Query("lead_sources").select("id"), row),
        [=, name = wishes.name](const Result<nlohmann::json> &rows) {
            if (rows)
                return answer.finish(NewSource{id, name, key.text()});
            if (rows.error().code != ErrorCode::Conflict)
                return answer.finish(rows.error());
            answer.finish(Error{ErrorCode::Conflict, QStringLiteral("There is a source \"%1\" already.").arg(name)});
        });
}

} // namespace

/// The rules first: a source is never without them.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const SourceWishes &wishes)
{
    const Answer<NewSource> answer;
    const QUuid id = QUuid::createUuid();
    if (wishes.rules == intake::SourceRules()) {
        insertSource(rest, wishes, id, answer);
        return answer.future();
    }
    onResult(&rest, supabase::SettingsStore(rest).put(intake::SourceRules::keyOf(id), wishes.rules.toJson()),
             [=, &rest](const Result<> &written) {
                 written ? insertSource(rest, wishes, id, answer) : answer.finish(written.error());
             });
    return answer.future();
}

} // namespace pl
