#include "models/replica/officereplica.h"

#include "models/replica/candidatefinder.h"
#include "models/supabase/settingsstore.h"

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

/// A round that takes longer than this means that what is shown may be old.
constexpr auto kOfflineAfter = 5s;

bool isRefusal(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Forbidden;
}

} // namespace

OfficeReplica::OfficeReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : Replica(pollInterval, parent)
    , m_client(client)
    , m_news(client)
    , m_parts{Part{supabase::Lookout({"leads"}), &OfficeReplica::readLeads},
              Part{supabase::Lookout({"plumbers"}), &OfficeReplica::readPlumbers},
              Part{supabase::Lookout({"settings", "services", "lead_sources"}), &OfficeReplica::readSources}}
    , m_leads(client, "leads")
    , m_plumbers(client, "plumbers")
{
    m_candidates = std::make_unique<CandidateFinder>(client, *this);
    m_offlineTimer.setSingleShot(true);
    m_offlineTimer.setInterval(kOfflineAfter);
    connect(&m_offlineTimer, &QTimer::timeout, this, [this] {
        if (round().isGoing())
            fail({ErrorCode::TimedOut, QStringLiteral("The server did not answer in time.")});
    });
    connect(&m_news, &supabase::OfficeNews::heard, this, &OfficeReplica::readMoved);
    connect(&m_news, &supabase::OfficeNews::failed, this, [this](const Error &error) {
        if (!m_heard)
            round().end(error);
    });
}

OfficeReplica::~OfficeReplica() = default;

void OfficeReplica::clear()
{
    m_leads.clear();
    m_plumbers.clear();
    m_services.clear();
    m_sourceNames.clear();
    makeAllDue();
    forget();
    Q_EMIT reset();
    stateTold();
}

void OfficeReplica::makeAllDue()
{
    for (Part &part : m_parts)
        part.lookout.forget();
}

void OfficeReplica::read()
{
    m_heard.reset();
    m_offlineTimer.stop();
    if (isLoaded())
        m_offlineTimer.start();
    m_news.ask();
}

void OfficeReplica::readMoved(const supabase::News &news)
{
    if (!round().isGoing() || m_heard)
        return;
    m_heard = news;
    for (Part &part : m_parts)
        part.isDue = part.lookout.isDue(news, round().now());
    m_next = 0;
    readNext();
}

void OfficeReplica::readNext()
{
    while (m_next < m_parts.size()) {
        const Part &part = m_parts[m_next++];
        if (part.isDue)
            return (this->*part.read)();
    }
    for (Part &part : m_parts)
        if (part.isDue)
            part.lookout.looked(*m_heard, round().now());
    round().end();
}

void OfficeReplica::readLeads()
{
    const auto tell = [this](const QList<Lead> &leads) { Q_EMIT leadsChanged(leads, true); };
    readTable(m_leads, tell, [this] { readNext(); });
}

void OfficeReplica::readPlumbers()
{
    const auto tell = [this](const QList<Plumber> &plumbers) { Q_EMIT plumbersChanged(plumbers); };
    readTable(m_plumbers, tell, [this] { readNext(); });
}

void OfficeReplica::readSources()
{
    const auto query = supabase::Query("lead_sources").select("id,name").order("name");
    round().receive(m_client.selectJson(query), [this](const nlohmann::json &rows) {
        m_sourceNames.clear();
        for (const nlohmann::json &row : rows) {
            JsonReader r(row);
            const QUuid id = r.uuid("id");
            m_sourceNames.insert(id, r.string("name"));
        }
        readServices();
    });
}

void OfficeReplica::readServices()
{
    const auto query = supabase::Query("services").select(Service::columns()).order("category,name");
    round().receive(m_client.select<Service>(query), [this](const QList<Service> &rows) { readSettings(rows); });
}

void OfficeReplica::readSettings(const QList<Service> &services)
{
    round().receive(m_client.selectJson(supabase::SettingsStore::officeQuery("key,value")),
                    [this, services](const nlohmann::json &rows) {
                        const Result<OfficeSettings> settings = OfficeSettings::fromJson(rows);
                        if (!settings)
                            return round().end(settings.error());
                        apply(services, *settings);
                        readNext();
                    });
}

void OfficeReplica::loaded()
{
    Q_EMIT reset();
    Q_EMIT settingsChanged();
}

void OfficeReplica::stateTold()
{
    Connection connection = state() == State::Live ? Connection::Live : Connection::Loading;
    if (state() == State::Failed)
        connection = isRefusal(lastError()) ? Connection::Refused : Connection::Offline;
    if (connection == Connection::Offline && m_connection != Connection::Offline)
        m_offlineSince = lastSync().micros ? lastSync() : Timestamp::now();
    m_connection = connection;
    Q_EMIT connectionChanged();
}

void OfficeReplica::apply(const Lead &lead)
{
    announce(m_leads.merge({lead}), [this](const QList<Lead> &leads) { Q_EMIT leadsChanged(leads, false); });
}

void OfficeReplica::apply(const Plumber &plumber)
{
    announce(m_plumbers.merge({plumber}), [this](const QList<Plumber> &plumbers) { Q_EMIT plumbersChanged(plumbers); });
}

void OfficeReplica::apply(const QList<Service> &services, const OfficeSettings &settings)
{
    if (services == m_services && settings == m_settings && isLoaded())
        return; // who has a list of services open must not see it made anew
    m_services = services;
    m_settings = settings;
    if (isLoaded()) // before, it is part of the reset: nobody sees half an office
        Q_EMIT settingsChanged();
}

QString OfficeReplica::plumberName(const std::optional<QUuid> &id) const
{
    const Plumber *found = id ? plumber(*id) : nullptr;
    return found ? found->fullName() : QString();
}

QString OfficeReplica::sourceName(const std::optional<QUuid> &id) const
{
    return id ? m_sourceNames.value(*id) : QString();
}

Timestamp OfficeReplica::assignBy(const Lead &lead) const
{
    return lead.createdAt.addSeconds(m_settings.minutesToAssign(lead.urgency) * 60);
}

bool OfficeReplica::isDueNow(const Lead &lead, Timestamp now) const
{
    return lead.status == LeadStatus::New &&
           now.secondsTo(assignBy(lead)) < m_settings.minutesToAssign(lead.urgency) * 60 / 4;
}

LeadCounts OfficeReplica::counts(Timestamp now) const
{
    LeadCounts counts;
    for (const Lead &lead : leads()) {
        ++counts.all;
        counts.toAssign += lead.status == LeadStatus::New;
        counts.forToday += lead.status == LeadStatus::New && lead.urgency == Urgency::Day;
        counts.dueNow += isDueNow(lead, now);
        counts.unanswered += lead.status == LeadStatus::Assigned && !lead.acceptedAt;
        counts.completed += lead.status == LeadStatus::Completed;
    }
    return counts;
}

QHash<QUuid, int> OfficeReplica::leadsAssignedToday(Timestamp now) const
{
    return m_candidates->leadsToday(now);
}

} // namespace pl::replica
