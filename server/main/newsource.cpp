#include "server/main/newsource.h"

#include "models/base/answer.h"
#include "models/base/onresult.h"
#include "models/domain/sourcekey.h"
#include "models/supabase/settingsstore.h"

namespace pl {

namespace {

nlohmann::json rowOf(const SourceOptions &options, const QUuid &id, const SourceKey &key)
{
    nlohmann::json row{{"id", toJson(id)},
                       {"name", toJson(options.name)},
                       {"kind", enumText(options.kind)},
                       {"key_prefix", toJson(key.prefix())},
                       {"key_hash", key.hash().toStdString()}};
    if (options.perDay > 0)
        row["daily_cap"] = options.perDay;
    if (options.kind != LeadSource::Kind::Hook)
        return row;
    row["preset"] = toJson(options.hook.preset);
    row["answer_status"] = options.hook.answerStatus;
    if (!options.hook.service.isEmpty())
        row["default_service"] = toJson(options.hook.service);
    if (options.hook.urgency)
        row["default_urgency"] = enumText(*options.hook.urgency);
    return row;
}

void insertSource(supabase::RestClient &rest, const SourceOptions &options, const QUuid &id,
                  const Answer<NewSource> &answer)
{
    const auto key = SourceKey::create(options.kind);
    const nlohmann::json row = rowOf(options, id, key);
    onResult(
        &rest, rest.insert(supabase::Query("lead_sources").select("id"), row),
        [=, name = options.name](const Result<nlohmann::json> &rows) {
            if (rows)
                return answer.finish(NewSource{id, name, key.text()});
            if (rows.error().code != ErrorCode::Conflict)
                return answer.finish(rows.error());
            answer.finish(Error{ErrorCode::Conflict, QStringLiteral("There is already a source \"%1\".").arg(name)});
        });
}

} // namespace

/// The rules are written first, so that the source never exists without them.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const SourceOptions &options)
{
    const Answer<NewSource> answer;
    const QUuid id = QUuid::createUuid();
    if (options.rules == intake::SourceRules()) {
        insertSource(rest, options, id, answer);
        return answer.future();
    }
    onResult(&rest, supabase::SettingsStore(rest).put(intake::SourceRules::keyOf(id), options.rules.toJson()),
             [=, &rest](const Result<> &written) {
                 written ? insertSource(rest, options, id, answer) : answer.finish(written.error());
             });
    return answer.future();
}

} // namespace pl
