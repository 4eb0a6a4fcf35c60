#include "models/replica/syncround.h"

#include "models/base/onresult.h"
#include "models/replica/settingsquery.h"

namespace pl::replica {
namespace {

/// Hosted Supabase gives no more rows a request than this.
constexpr int kPageRows = 1000;

} // namespace

SyncRound::SyncRound(supabase::RestClient &client, const From &from) : m_client(client), m_from(from) {}

void SyncRound::start()
{
    if (!m_from.withLeads)
        return fetchPlumbers();
    fetchPage<Lead>("leads", m_from.leads, nullptr, &SyncRound::leadsReceived, [this] { fetchPlumbers(); });
}

template <class T>
void SyncRound::fetchPage(const QByteArray &table, std::optional<Timestamp> since, const T *last,
                          void (SyncRound::*came)(const QList<T> &), std::function<void()> next)
{
    supabase::Query query(table);
    query.select(T::columns()).order("updated_at.asc,id.asc").limit(kPageRows);
    if (last)
        query.after(last->updatedAt, last->id);
    else if (since)
        query.gte("updated_at", *since);
    onResult(this, m_client.select<T>(query), [=, this](const Result<QList<T>> &rows) {
        if (!rows) {
            Q_EMIT ended(rows.error());
            return;
        }
        Q_EMIT(this->*came)(*rows);
        if (rows->size() < kPageRows)
            next();
        else
            fetchPage<T>(table, since, &rows->last(), came, next);
    });
}

void SyncRound::fetchPlumbers()
{
    if (!m_from.withPlumbers)
        return fetchRest();
    fetchPage<Plumber>("plumbers", m_from.plumbers, nullptr, &SyncRound::plumbersReceived, [this] { fetchRest(); });
}

void SyncRound::fetchRest()
{
    if (m_from.withSettings)
        fetchSources();
    else
        Q_EMIT ended(Result<>());
}

void SyncRound::fetchSources()
{
    const auto query = supabase::Query("lead_sources").select("id,name").order("name");
    onResult(this, m_client.selectJson(query), [this](const Result<nlohmann::json> &rows) {
        if (!rows) {
            Q_EMIT ended(rows.error());
            return;
        }
        QHash<QUuid, QString> names;
        for (const nlohmann::json &row : *rows) {
            JsonReader r(row);
            const QUuid id = r.uuid("id");
            names.insert(id, r.string("name"));
        }
        Q_EMIT sourcesReceived(names);
        fetchServices();
    });
}

void SyncRound::fetchServices()
{
    const auto query = supabase::Query("services").select(Service::columns()).order("category,name");
    onResult(this, m_client.select<Service>(query), [this](const Result<QList<Service>> &services) {
        if (services)
            fetchSettings(*services);
        else
            Q_EMIT ended(services.error());
    });
}

void SyncRound::fetchSettings(const QList<Service> &services)
{
    onResult(this, m_client.selectJson(officeSettings("key,value")),
             [this, services](const Result<nlohmann::json> &rows) {
                 const Result<OfficeSettings> settings = rows.andThen(&OfficeSettings::fromJson);
                 if (settings)
                     Q_EMIT settingsReceived(services, *settings);
                 Q_EMIT ended(settings ? Result<>() : Result<>(settings.error()));
             });
}

} // namespace pl::replica
