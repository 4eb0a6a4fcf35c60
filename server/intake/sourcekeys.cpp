#include "server/intake/sourcekeys.h"

#include "models/base/onresult.h"
#include "models/domain/sourcekey.h"
#include "models/supabase/settingsstore.h"

namespace pl::intake {

SourceKeys::SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_pace(pace)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SourceKeys::refresh);
    refresh();
}

void SourceKeys::follow(supabase::OfficeNews &news)
{
    m_pace.period = supabase::kWithoutNews;
    news.watch({"lead_sources", "settings"}, this, [this] {
        if (!m_isRefreshing)
            refreshSoon();
    });
}

void SourceKeys::keepIn(const SourceKeysCache &cache)
{
    m_cache = cache;
    m_byHash = cache.read();
    m_hasList = !m_byHash.isEmpty();
    m_byKey.clear();
}

/// A busy source sends its key thousands of times a second, and hashing it would take longer than everything else done
/// with the request's head. An attacker can't target a key's slot in the table, because it depends on this process's
/// seed.
std::optional<Source> SourceKeys::known(const QByteArray &key)
{
    if (const auto shown = m_byKey.constFind(key); shown != m_byKey.cend())
        return *shown;
    const auto found = m_byHash.constFind(SourceKey(key).hash());
    if (found == m_byHash.cend())
        return std::nullopt;
    m_byKey.insert(key, *found);
    return *found;
}

/// Only a list read after the request can answer it: the source may have just been created.
QFuture<Result<Source>> SourceKeys::find(const QByteArray &key)
{
    const auto future = m_waiting.emplace_back(Waiting{SourceKey(key).hash()}).answer.future();
    lookAgain();
    return future;
}

void SourceKeys::lookAgain()
{
    if (!m_isRefreshing)
        refreshSoon();
}

void SourceKeys::refreshSoon()
{
    const auto passed = std::chrono::milliseconds(m_sinceRefresh.isValid() ? m_sinceRefresh.elapsed() : 0);
    m_timer.start(std::max(m_pace.pause - passed, std::chrono::milliseconds(0)));
}

void SourceKeys::refresh()
{
    if (std::exchange(m_isRefreshing, true))
        return;
    m_sinceRefresh.start();
    m_asked = std::exchange(m_waiting, {});
    onResult(this, supabase::SettingsStore(m_rest).rowsOf(QString::fromLatin1(SourceRules::kPrefix)),
             [this](const Result<nlohmann::json> &found) { onRules(found); });
}

/// Reads the keys last, because they must be the freshest.
void SourceKeys::onRules(const Result<nlohmann::json> &rules)
{
    if (!rules)
        return onRows(rules, {});
    const auto query =
        supabase::Query("lead_sources").select(kSourceColumns).filter("active", "is", QStringLiteral("true"));
    onResult(this, m_rest.selectAll(query),
             [this, rules = *rules](const Result<nlohmann::json> &rows) { onRows(rows, rules); });
}

void SourceKeys::onRows(const Result<nlohmann::json> &rows, const nlohmann::json &rules)
{
    m_isRefreshing = false;
    const auto sources = rows.andThen([&rules](const nlohmann::json &read) { return sourcesOf(read, rules); });
    if (sources)
        take(*sources);
    Q_EMIT refreshed(sources ? Result<>() : Result<>(sources.error()));
    for (const Waiting &waiting : std::exchange(m_asked, {}))
        answer(waiting, sources.ok());
    m_waiting.empty() ? m_timer.start(m_pace.period) : refreshSoon();
}

void SourceKeys::take(const SourcesByHash &sources)
{
    m_isKept = m_isKept && sources == m_byHash;
    m_byHash = sources;
    m_hasList = true;
    m_byKey.clear();
    if (!m_cache || m_isKept)
        return;
    const auto written = m_cache->write(m_byHash);
    m_isKept = written.ok();
    if (!written)
        Q_EMIT saveFailed(written.error().message);
}

void SourceKeys::answer(const Waiting &waiting, bool isCurrent) const
{
    const auto found = m_byHash.constFind(waiting.hash);
    if (found != m_byHash.cend())
        waiting.answer.finish(*found);
    else if (isCurrent)
        waiting.answer.finish(Error{ErrorCode::Unauthenticated, QStringLiteral("This key is not valid.")});
    else
        waiting.answer.finish(Error{ErrorCode::Unavailable, QStringLiteral("The key can't be checked right now.")});
}

} // namespace pl::intake
