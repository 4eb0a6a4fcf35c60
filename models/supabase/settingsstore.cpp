#include "models/supabase/settingsstore.h"

#include "models/base/answer.h"
#include "models/base/jsonmember.h"
#include "models/base/onresult.h"
#include "models/domain/officesettings.h"

namespace pl::supabase {

using nlohmann::json;

namespace {

Query settings(const QByteArray &columns)
{
    return Query("settings").select(columns);
}

/// The row that was read or written; Outdated when there is none.
Result<json> firstOf(const Result<json> &rows)
{
    if (rows && rows->empty())
        return Error{ErrorCode::Outdated, QStringLiteral("Somebody else changed this setting a moment ago.")};
    return rows.transform([](const json &all) { return all.front(); });
}

Result<> done(const Result<json> &answer)
{
    return answer ? Result<>() : answer.error();
}

} // namespace

Result<Setting> Setting::fromJson(const json &row)
{
    JsonReader r(row);
    return r.finish(
        Setting{r.string("key"), r.raw("value"), r.integerOr("version", 0), r.optionalTimestamp("updated_at")});
}

QFuture<Result<json>> SettingsStore::value(const QString &key) const
{
    return m_client.selectJson(settings("value").eq("key", key)).then([](const Result<json> &rows) {
        const auto row = firstOf(rows).transform([](const json &found) { return JsonReader(found).raw("value"); });
        return !row && row.error().code == ErrorCode::Outdated ? Result<json>(json()) : row;
    });
}

QFuture<Result<Setting>> SettingsStore::read(const QString &key) const
{
    return read(QStringList{key}).then([key](const Result<QHash<QString, Setting>> &found) {
        return found.transform([&key](const auto &rows) { return rows.value(key, Setting{key, {}}); });
    });
}

QFuture<Result<QHash<QString, Setting>>> SettingsStore::read(const QStringList &keys) const
{
    Query query = settings("key,value,version,updated_at");
    keys.size() == 1 ? query.eq("key", keys.first()) : query.in("key", keys);
    return m_client.select<Setting>(query).then([](const Result<QList<Setting>> &rows) {
        return rows.transform([](const QList<Setting> &all) {
            QHash<QString, Setting> byKey;
            for (const Setting &row : all)
                byKey.insert(row.key, row);
            return byKey;
        });
    });
}

QFuture<Result<QHash<QString, qint64>>> SettingsStore::versions(const QStringList &keys) const
{
    return m_client.selectJson(settings("key,version").in("key", keys)).then([](const Result<json> &rows) {
        return rows.transform([](const json &all) {
            QHash<QString, qint64> versions;
            for (const json &row : all)
                versions.insert(jsonText(row, "key"), JsonReader(row).integerOr("version", 0));
            return versions;
        });
    });
}

QFuture<Result<json>> SettingsStore::rowsOf(const QString &prefix) const
{
    return m_client.selectAll(settings("key,value").filter("key", "like", prefix + u'*'), "key");
}

Query SettingsStore::officeQuery(const QByteArray &columns)
{
    const QString silences = QLatin1String(SourceSilence::kPrefix) + QLatin1Char('*');
    return settings(columns).any(
        {Condition::in("key", OfficeSettings::keys()), Condition::compare("key", "like", silences)});
}

QFuture<Result<>> SettingsStore::check() const
{
    return m_client.selectJson(settings("key").limit(1)).then(done);
}

QFuture<Result<bool>> SettingsStore::chargesWhenAccepted() const
{
    return value(kChargeWhen).then([](const Result<json> &value) { return value.transform(isWhenAccepted); });
}

QFuture<Result<QString>> SettingsStore::publicUrl() const
{
    return value(kPublicUrl).then([](const Result<json> &value) {
        return value.transform([](const json &url) { return jsonText(url); });
    });
}

QFuture<Result<>> SettingsStore::put(const QString &key, const json &value) const
{
    const Answer<> answer;
    const auto pending = m_client.update(settings("key").eq("key", key), {{"value", value}});
    onResult(&m_client, pending, [store = *this, key, value, answer](const Result<json> &rows) {
        const auto row = firstOf(rows);
        if (row || row.error().code != ErrorCode::Outdated)
            return answer.finish(done(row));
        onResult(&store.m_client, store.add(key, value), [answer](const Result<> &added) {
            const bool isThere = !added && added.error().code == ErrorCode::Outdated;
            answer.finish(isThere ? Result<>() : added);
        });
    });
    return answer.future();
}

QFuture<Result<>> SettingsStore::add(const QString &key, const json &value) const
{
    const json row{{"key", toJson(key)}, {"value", value}};
    return m_client.insert(settings("key").onConflict("key"), row, OnConflict::IgnoreDuplicates)
        .then([](const Result<json> &rows) { return done(firstOf(rows)); });
}

QFuture<Result<Setting>> SettingsStore::replace(const Setting &seen, const json &value) const
{
    const auto query = settings("key,value,version").eq("key", seen.key).eq("version", seen.version);
    return m_client.update(query, {{"value", value}}).then([](const Result<json> &rows) {
        return firstOf(rows).andThen(&Setting::fromJson);
    });
}

} // namespace pl::supabase
