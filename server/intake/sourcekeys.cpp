#include "server/intake/sourcekeys.h"

#include "models/domain/onresult.h"
#include "server/intake/sourcekey.h"

namespace pl::intake {

namespace {

Result<QHash<QByteArray, Source>> sourcesOf(const nlohmann::json &rows)
{
    QHash<QByteArray, Source> sources;
    for (const auto &row : rows) {
        JsonReader reader(row);
        const QByteArray hash = reader.string("key_hash").toLatin1();
        const auto source = reader.finish(Source{reader.uuid("id"), reader.string("name")});
        if (!source)
            return source.error();
        sources.insert(hash, *source);
    }
    return sources;
}

} // namespace

SourceKeys::SourceKeys(supabase::RestClient &rest, QObject *parent) : SourceKeys(rest, Pace(), parent) {}

SourceKeys::SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_pace(pace)
{
    connect(&m_timer, &QTimer::timeout, this, &SourceKeys::refresh);
    m_timer.start(m_pace.period);
    refresh();
}

std::optional<Source> SourceKeys::known(const QByteArray &key) const
{
    const auto found = m_byHash.constFind(SourceKey(key).hash());
    return found == m_byHash.cend() ? std::nullopt : std::optional(*found);
}

QFuture<Result<Source>> SourceKeys::find(const QByteArray &key)
{
    Waiting waiting{SourceKey(key).hash(), {}};
    waiting.promise.start();
    auto future = waiting.promise.future();
    const bool isFresh = m_sinceRefresh.isValid() && !m_sinceRefresh.hasExpired(m_pace.pause.count());
    if (isFresh && !m_isRefreshing) {
        answer(waiting);
        return future;
    }
    m_waiting.push_back(std::move(waiting));
    refresh();
    return future;
}

void SourceKeys::refresh()
{
    if (std::exchange(m_isRefreshing, true))
        return;
    auto query =
        supabase::Query("lead_sources").select("id,name,key_hash").filter("active", "is", QStringLiteral("true"));
    onResult(this, m_rest.selectJson(query), [this](const Result<nlohmann::json> &rows) { onRows(rows); });
}

void SourceKeys::onRows(const Result<nlohmann::json> &rows)
{
    m_isRefreshing = false;
    auto sources = rows.andThen(sourcesOf);
    if (sources)
        m_byHash = *sources;
    m_isCurrent = sources.ok();
    m_sinceRefresh.start();
    auto waiting = std::exchange(m_waiting, {});
    for (Waiting &one : waiting)
        answer(one);
}

void SourceKeys::answer(Waiting &waiting) const
{
    const auto found = m_byHash.constFind(waiting.hash);
    if (found != m_byHash.cend())
        waiting.promise.addResult(*found);
    else if (m_isCurrent)
        waiting.promise.addResult(Error{ErrorCode::Unauthenticated, QStringLiteral("This key is not valid.")});
    else
        waiting.promise.addResult(
            Error{ErrorCode::Unavailable, QStringLiteral("The key can't be checked at the moment.")});
    waiting.promise.finish();
}

} // namespace pl::intake
