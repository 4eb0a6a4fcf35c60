#include "models/replica/sourcecommands.h"

#include "models/base/answer.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {

using nlohmann::json;
using supabase::GuardedWrite;
using supabase::Query;
using supabase::Setting;
using supabase::SettingsStore;

namespace {

template <class T>
json orNull(const std::optional<T> &value)
{
    return value ? json(*value) : json();
}

/// What a person may change.
json changeableOf(const LeadSource &source)
{
    return {{"name", toJson(source.name)},
            {"preset", toJson(source.preset)},
            {"authentication", source.authentication},
            {"default_service", toJson(source.defaultService)},
            {"default_urgency", source.defaultUrgency ? json(enumText(*source.defaultUrgency)) : json()},
            {"answer_status", source.answerStatus},
            {"cost_cents", source.costCents},
            {"daily_cap", orNull(source.dailyCap)}};
}

json keyColumns(const SourceKey &key)
{
    return {{"key_prefix", toJson(key.prefix())}, {"key_hash", key.hash().toStdString()}};
}

Result<LeadSource> onlyRow(const Result<json> &rows)
{
    return rows.andThen([](const json &list) -> Result<LeadSource> {
        if (list.empty())
            return Error{ErrorCode::Forbidden, QStringLiteral("The server did not keep this.")};
        return LeadSource::fromJson(list[0]);
    });
}

} // namespace

SourceCommands::SourceCommands(supabase::RestClient &client, SourceBook &book, QObject *parent)
    : QObject(parent), m_client(client), m_book(book)
{
}

Error SourceCommands::outdated()
{
    m_book.load();
    return {ErrorCode::Outdated, QStringLiteral("Somebody else changed this source a moment ago. The new data is "
                                                "shown; make your change again.")};
}

QFuture<Result<NewKey>> SourceCommands::add(const SourceWish &wish)
{
    const SourceKey key = SourceKey::create(wish.row.kind);
    const QUuid id = QUuid::createUuid();
    json row = changeableOf(wish.row);
    row.update(keyColumns(key));
    row.update({{"id", toJson(id)}, {"kind", enumText(wish.row.kind)}});
    // The id is made here: a second try after a lost answer can't make a second source.
    const Query query = Query("lead_sources").onConflict("id").select(LeadSource::columns());
    const Answer<NewKey> answer;
    const auto added = [this, answer, wish, key](const Result<LeadSource> &source) {
        if (!source)
            return answer.finish(source.error());
        m_book.apply(*source);
        keepRest(source->id, {}, wish, [answer, made = NewKey{*source, key.text()}](const Result<> &kept) {
            NewKey whole = made;
            if (!kept)
                whole.unfinished = kept.error();
            answer.finish(whole);
        });
    };
    onResult(this, m_client.insert(query, row, supabase::OnConflict::IgnoreDuplicates),
             [this, id, added](const Result<json> &rows) {
                 if (rows && rows->empty())
                     return fetchAdded(id, added);
                 added(onlyRow(rows));
             });
    return answer.future();
}

void SourceCommands::fetchAdded(const QUuid &id, const std::function<void(const Result<LeadSource> &)> &then)
{
    onResult(this, m_client.selectJson(Query("lead_sources").select(LeadSource::columns()).eq("id", id)),
             [then](const Result<json> &rows) { then(onlyRow(rows)); });
}

QFuture<Result<LeadSource>> SourceCommands::write(const LeadSource &seen, const json &changes)
{
    const auto pending = m_client.guardedUpdate<LeadSource>("lead_sources", seen.id, seen.version, changes);
    return thenOn(this, pending, [this](const Result<GuardedWrite<LeadSource>> &outcome) -> Result<LeadSource> {
        if (!outcome)
            return outcome.error();
        if (outcome->somebodyWasFaster())
            return outdated();
        m_book.apply(*outcome->row);
        return *outcome->row;
    });
}

QFuture<Result<LeadSource>> SourceCommands::change(const LeadSource &seen, const SourceRules &seenRules,
                                                   const SourceWish &wish)
{
    const Answer<LeadSource> answer;
    const auto rest = [this, answer, seenRules, wish](const Result<LeadSource> &row) {
        if (!row)
            return answer.finish(row.error());
        keepRest(row->id, seenRules, wish, [answer, row = *row](const Result<> &kept) {
            answer.finish(kept ? Result<LeadSource>(row) : kept.error());
        });
    };
    const json changes = changeableOf(wish.row);
    if (changes == changeableOf(seen))
        rest(seen);
    else
        onResult(this, write(seen, changes), rest);
    return answer.future();
}

QFuture<Result<LeadSource>> SourceCommands::setActive(const LeadSource &seen, bool active)
{
    return write(seen, {{"active", active}});
}

QFuture<Result<LeadSource>> SourceCommands::saveMapping(const LeadSource &seen, const json &mapping)
{
    return write(seen, {{"mapping", mapping}});
}

QFuture<Result<NewKey>> SourceCommands::changeKey(const LeadSource &seen, Timestamp now)
{
    // Nobody keeps the old hash but the store.
    const Answer<NewKey> answer;
    const auto query = Query("lead_sources").select("key_hash").eq("id", seen.id).eq("version", seen.version);
    onResult(this, m_client.selectJson(query), [this, answer, seen, now](const Result<json> &rows) {
        if (!rows || rows->empty())
            return answer.finish(rows ? outdated() : rows.error());
        const SourceKey key = SourceKey::create(seen.kind);
        json changes = keyColumns(key);
        changes["old_key_hash"] = toJson(JsonReader((*rows)[0]).string("key_hash"));
        changes["old_key_until"] = toJson(now.addSeconds(kOldKeySeconds).toString());
        onResult(this, write(seen, changes), [answer, key](const Result<LeadSource> &source) {
            answer.finish(source ? Result<NewKey>(NewKey{*source, key.text()}) : source.error());
        });
    });
    return answer.future();
}

void SourceCommands::keepRest(const QUuid &id, const SourceRules &seen, const SourceWish &wish, const Then &then)
{
    const auto token = [this, id, wish, then](const Result<> &kept) {
        kept ? keepSecret(id, "token", wish.accessToken, then) : then(kept);
    };
    const auto secret = [this, id, wish, token](const Result<> &kept) {
        kept ? keepSecret(id, "hmac", wish.signingSecret, token) : token(kept);
    };
    keepRules(id, seen, wish.rules, secret);
}

void SourceCommands::keepRules(const QUuid &id, const SourceRules &seen, const SourceRules &wanted, const Then &then)
{
    if (seen == wanted)
        return then({});
    const SettingsStore settings(m_client);
    const QString key = SourceRules::keyOf(id);
    const auto written = [this, id, wanted, then](const Result<> &outcome) {
        if (outcome)
            m_book.apply(id, wanted);
        then(!outcome && outcome.error().code == ErrorCode::Outdated ? outdated() : outcome);
    };
    onResult(this, settings.read(key), [this, settings, key, seen, wanted, written](const Result<Setting> &row) {
        if (!row)
            return written(row.error());
        if (SourceRules::fromJson(row->value) != seen)
            return written(outdated());
        if (!row->exists())
            return onResult(this, settings.add(key, wanted.toJson()), written);
        onResult(this, settings.replace(*row, wanted.toJson(row->value)),
                 [written](const Result<Setting> &now) { written(now ? Result<>() : Result<>(now.error())); });
    });
}

/// Nobody can read a secret, so the answer must not hold the row. A second try adds the same secret once more, and the
/// newest holds.
void SourceCommands::keepSecret(const QUuid &id, const char *kind, const QString &secret, const Then &then)
{
    if (secret.isEmpty())
        return then({});
    const json row{{"source_id", toJson(id)}, {"kind", kind}, {"secret", toJson(secret)}};
    const auto sent = m_client.send({"POST",
                                     Query("source_secrets").target(),
                                     {{"Content-Type", "application/json"}, {"Prefer", "return=minimal"}},
                                     dumpJson(row)},
                                    true);
    onResult(this, sent, [then](const Result<supabase::HttpResponse> &answer) {
        const auto read = supabase::jsonFromResponse(answer);
        then(read ? Result<>() : Result<>(read.error()));
    });
}

} // namespace pl::replica
