#include "server/intake/sourcekeys.h"

#include "models/base/onresult.h"
#include "models/domain/sourcekey.h"
#include "models/supabase/settingsstore.h"

namespace pl::intake {

SourceKeys::SourceKeys(supabase::RestClient &rest, Pace pace, QObject *parent)
    : QObject(parent), m_rest(rest), m_pace(std::move(pace))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &SourceKeys::refresh);
    refresh();
}

void SourceKeys::follow(supabase::OfficeNews &news)
{
    m_pace.period = supabase::kWithoutNews;
    news.watch({"lead_sources", "source_secrets", "settings"}, this, [this] {
        if (!m_isRefreshing)
            refreshSoon();
    });
}

void SourceKeys::keepIn(const SourceKeysCache &cache)
{
    m_cache = cache;
    use(cache.read());
    m_hasList = !m_byHash.isEmpty();
}

/// A busy source sends its key thousands of times a second, and hashing it would take longer than everything else done
/// with the request's head. An attacker can't target a key's slot in the table, because it depends on this process's
/// seed.
std::optional<Source> SourceKeys::known(const QByteArray &key)
{
    auto found = m_byKey.constFind(key);
    if (found == m_byKey.cend()) {
        const auto listed = m_byHash.constFind(SourceKey(key).hash());
        if (listed == m_byHash.cend())
            return std::nullopt;
        found = m_byKey.insert(key, *listed);
    }
    if (found->until && *found->until <= m_pace.now())
        return std::nullopt;
    return *found;
}

std::optional<Source> SourceKeys::withId(const QUuid &id) const
{
    const auto source = m_byHash.constFind(m_hashes.value(id));
    return source == m_byHash.cend() ? std::nullopt : std::optional(*source);
}

QList<Source> SourceKeys::all() const
{
    QList<Source> all;
    for (const QByteArray &hash : m_hashes)
        all += m_byHash.value(hash);
    return all;
}

QFuture<Result<Source>> SourceKeys::find(const QByteArray &key)
{
    return find([this, key] { return known(key); });
}

/// Only a list read after the request can answer it: the source may have just been created.
QFuture<Result<Source>> SourceKeys::find(Look look)
{
    const auto future = m_waiting.emplace_back(Waiting{std::move(look)}).answer.future();
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
             [this](const Result<nlohmann::json> &rules) { rules ? readSecrets(*rules) : finish(rules.error()); });
}

/// One row for each time that a secret was set; the newest thousand are those that hold.
void SourceKeys::readSecrets(const nlohmann::json &rules)
{
    const auto query = supabase::Query("source_secrets")
                           .select(kSecretColumns)
                           .eq("kind", QStringLiteral("hmac"))
                           .order("id.desc")
                           .limit(1000);
    onResult(this, m_rest.selectJson(query), [this, rules](const Result<nlohmann::json> &secrets) {
        secrets ? readSources(rules, *secrets) : finish(secrets.error());
    });
}

/// Reads the keys last, because they must be the freshest.
void SourceKeys::readSources(const nlohmann::json &rules, const nlohmann::json &secrets)
{
    const auto query =
        supabase::Query("lead_sources").select(kSourceColumns).filter("active", "is", QStringLiteral("true"));
    onResult(this, m_rest.selectAll(query), [this, rules, secrets](const Result<nlohmann::json> &rows) {
        finish(rows.andThen([&](const nlohmann::json &read) { return sourcesOf(read, rules, secrets); }));
    });
}

void SourceKeys::finish(const Result<SourcesByHash> &sources)
{
    m_isRefreshing = false;
    if (sources)
        take(*sources);
    Q_EMIT refreshed(sources ? Result<>() : Result<>(sources.error()));
    for (const Waiting &waiting : std::exchange(m_asked, {})) {
        if (const auto found = waiting.look())
            waiting.answer.finish(*found);
        else if (sources)
            waiting.answer.finish(Error{ErrorCode::Unauthenticated, QStringLiteral("This key is not valid.")});
        else
            waiting.answer.finish(Error{ErrorCode::Unavailable, QStringLiteral("The key can't be checked right now.")});
    }
    m_waiting.empty() ? m_timer.start(m_pace.period) : refreshSoon();
}

void SourceKeys::take(const SourcesByHash &sources)
{
    m_isKept = m_isKept && sources == m_byHash;
    use(sources);
    m_hasList = true;
    if (!m_cache || m_isKept)
        return;
    const auto written = m_cache->write(m_byHash);
    m_isKept = written.ok();
    if (!written)
        Q_EMIT saveFailed(written.error().message);
}

void SourceKeys::use(const SourcesByHash &sources)
{
    m_byHash = sources;
    m_byKey.clear();
    m_hashes.clear();
    for (const auto &[hash, source] : m_byHash.asKeyValueRange())
        if (!source.until)
            m_hashes.insert(source.id, hash);
}

} // namespace pl::intake
