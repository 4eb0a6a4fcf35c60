#include "models/replica/sourcebook.h"

#include "models/base/jsonmember.h"
#include "models/base/onresult.h"
#include "models/domain/intakeitem.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {

using nlohmann::json;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr const char *kUsePrefix = "source_used."; // as the server writes it

/// The id behind `prefix` in a key of `settings`.
std::optional<QUuid> sourceIn(const QString &key, const char *prefix)
{
    if (!key.startsWith(QLatin1StringView(prefix)))
        return std::nullopt;
    const QUuid id = QUuid::fromString(key.mid(QLatin1StringView(prefix).size()));
    return id.isNull() ? std::nullopt : std::optional(id);
}

QString withoutSlash(QString url)
{
    while (url.endsWith(u'/'))
        url.chop(1);
    return url;
}

} // namespace

SourceBook::SourceBook(supabase::RestClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void SourceBook::follow(supabase::OfficeNews &news)
{
    news.watch({"lead_sources", "settings", "intake_items"}, this, [this] { load(); });
}

void SourceBook::load()
{
    if (std::exchange(m_isReading, true)) {
        m_readAgain = true;
        return;
    }
    read(Query("lead_sources").select(LeadSource::columns()), "id", [this](const json &rows) {
        takeSources(rows);
        readSettings();
    });
}

void SourceBook::read(const Query &query, const QByteArray &key, const Rows &take)
{
    onResult(this, m_client.selectAll(query, key), [this, take](const Result<json> &rows) {
        if (rows)
            take(*rows);
        else
            ended(rows.error());
    });
}

void SourceBook::readSettings()
{
    const auto query = Query("settings")
                           .select("key,value")
                           .any({Condition::compare("key", "like", QStringLiteral("source_*")),
                                 Condition::eq("key", supabase::kPublicUrl)});
    read(query, "key", [this](const json &rows) {
        m_told = toldBy(rows);
        readItems();
    });
}

void SourceBook::readItems()
{
    const QStringList open{enumName(IntakeStatus::Waiting), enumName(IntakeStatus::Retry)};
    const auto query = Query("intake_items").select("id,source_id,cause").in("status", open);
    read(query, "id", [this](const json &rows) {
        takeItems(rows);
        m_isLoaded = true;
        ended(std::nullopt);
    });
}

/// A row that this window has written meanwhile may be newer than the one that was read.
void SourceBook::takeSources(const json &rows)
{
    QHash<QUuid, LeadSource> known;
    for (const json &row : rows) {
        const auto source = LeadSource::fromJson(row);
        if (!source)
            continue; // of a kind that a newer server has
        const LeadSource *mine = this->source(source->id);
        known.insert(source->id, mine && mine->version > source->version ? *mine : *source);
    }
    m_sources = known;
}

SourceBook::Told SourceBook::toldBy(const json &rows)
{
    Told told;
    for (const json &row : rows) {
        JsonReader r(row);
        const QString key = r.string("key");
        const json value = r.raw("value");
        if (const auto id = sourceIn(key, SourceRules::kPrefix))
            told.rules.insert(*id, SourceRules::fromJson(value));
        else if (const auto used = sourceIn(key, kUsePrefix)) {
            if (const auto at = JsonReader(value).optionalTimestamp("at"))
                told.uses.insert(*used, *at);
        } else if (const auto silent = sourceIn(key, SourceSilence::kPrefix)) {
            if (const auto silence = SourceSilence::fromJson(value))
                told.silences.insert(*silent, *silence);
        } else if (key == supabase::kPublicUrl)
            told.publicUrl = withoutSlash(jsonText(value));
    }
    return told;
}

void SourceBook::takeItems(const json &rows)
{
    m_items.clear();
    for (const json &row : rows) {
        JsonReader r(row);
        SourceItems &items = m_items[r.uuid("source_id")];
        const auto cause = r.optionalEnumeration<IntakeCause>("cause");
        ++items.waiting;
        items.refused += cause == IntakeCause::Refused || cause == IntakeCause::OverLimit;
    }
}

void SourceBook::ended(const std::optional<Error> &failure)
{
    m_failure = failure;
    m_isReading = false;
    if (std::exchange(m_readAgain, false))
        load();
    Q_EMIT changed();
}

const LeadSource *SourceBook::source(const QUuid &id) const
{
    const auto it = m_sources.constFind(id);
    return it == m_sources.cend() ? nullptr : &*it;
}

std::optional<Timestamp> SourceBook::lastUse(const QUuid &id) const
{
    const auto it = m_told.uses.constFind(id);
    return it == m_told.uses.cend() ? std::nullopt : std::optional(*it);
}

std::optional<SourceSilence> SourceBook::silence(const QUuid &id) const
{
    const auto it = m_told.silences.constFind(id);
    return it == m_told.silences.cend() ? std::nullopt : std::optional(*it);
}

void SourceBook::apply(const LeadSource &source)
{
    const LeadSource *mine = this->source(source.id);
    if (mine && mine->version >= source.version)
        return;
    m_sources.insert(source.id, source);
    Q_EMIT changed();
}

void SourceBook::apply(const QUuid &id, const SourceRules &rules)
{
    m_told.rules.insert(id, rules);
    Q_EMIT changed();
}

} // namespace pl::replica
