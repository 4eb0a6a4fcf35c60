#include "server/intake/sourceuse.h"

#include "models/base/onresult.h"

namespace pl::intake {

QString SourceUse::keyOf(const QUuid &source)
{
    return QLatin1StringView(kPrefix) + source.toString(QUuid::WithoutBraces);
}

SourceUse::SourceUse(supabase::RestClient &rest, QObject *parent) : SourceUse(rest, Pace(), parent) {}

SourceUse::SourceUse(supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SourceUse::write);
}

void SourceUse::note(const QUuid &source)
{
    m_unwritten[source] = Timestamp::now();
    const bool isFirst = !m_seen.contains(source);
    if (isFirst)
        m_seen.insert(source);
    if (!m_timer.isActive() || (isFirst && m_timer.remainingTimeAsDuration() > m_pace.soon))
        m_timer.start(isFirst ? m_pace.soon : m_pace.period);
}

/// What can't be written is written with the next use.
void SourceUse::write()
{
    for (const auto &[source, at] : std::exchange(m_unwritten, {}).asKeyValueRange())
        onResult(this, putSetting(m_rest, keyOf(source), {{"at", toJson(at.toString())}}), [](const Result<> &) {});
}

QFuture<Result<>> putSetting(supabase::RestClient &rest, const QString &key, const nlohmann::json &value)
{
    const auto done = [](const Result<nlohmann::json> &rows) {
        return rows.transform([](const auto &) { return Done{}; });
    };
    const auto query = supabase::Query("settings").eq("key", key).select("key");
    auto promise = std::make_shared<QPromise<Result<>>>();
    promise->start();
    onResult(&rest, rest.update(query, {{"value", value}}), [=, &rest](const Result<nlohmann::json> &rows) {
        if (!rows || !rows->empty()) {
            promise->addResult(done(rows));
            return promise->finish();
        }
        const nlohmann::json row{{"key", toJson(key)}, {"value", value}};
        onResult(&rest,
                 rest.insert(supabase::Query("settings").select("key").onConflict("key"), row,
                             supabase::OnConflict::IgnoreDuplicates),
                 [=](const Result<nlohmann::json> &inserted) {
                     promise->addResult(done(inserted));
                     promise->finish();
                 });
    });
    return promise->future();
}

} // namespace pl::intake
