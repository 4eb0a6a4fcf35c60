#include "server/main/newsource.h"

#include "models/domain/onresult.h"
#include "server/intake/sourcekey.h"
#include "server/intake/sourceuse.h"

namespace pl {

namespace {

using Promise = std::shared_ptr<QPromise<Result<NewSource>>>;

void finish(const Promise &promise, const Result<NewSource> &result)
{
    promise->addResult(result);
    promise->finish();
}

void insertSource(supabase::RestClient &rest, const SourceWishes &wishes, const QUuid &id, const Promise &promise)
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
                return finish(promise, NewSource{id, name, key.text()});
            if (rows.error().code != ErrorCode::Conflict)
                return finish(promise, rows.error());
            finish(promise, Error{ErrorCode::Conflict, QStringLiteral("There is a source \"%1\" already.").arg(name)});
        });
}

} // namespace

/// The rules first: a source is never without them.
QFuture<Result<NewSource>> addSource(supabase::RestClient &rest, const SourceWishes &wishes)
{
    auto promise = std::make_shared<QPromise<Result<NewSource>>>();
    promise->start();
    const QUuid id = QUuid::createUuid();
    if (wishes.rules == intake::SourceRules()) {
        insertSource(rest, wishes, id, promise);
        return promise->future();
    }
    onResult(&rest, intake::putSetting(rest, intake::SourceRules::keyOf(id), wishes.rules.toJson()),
             [=, &rest](const Result<> &written) {
                 written ? insertSource(rest, wishes, id, promise) : finish(promise, written.error());
             });
    return promise->future();
}

} // namespace pl
