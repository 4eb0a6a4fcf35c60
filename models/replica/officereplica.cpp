#include "models/replica/officereplica.h"

#include "models/replica/candidatefinder.h"
#include "models/replica/syncround.h"

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

constexpr auto kLongestPause = 5s;
/// A round that takes longer than this means that what is shown may be old.
constexpr auto kOfflineAfter = 5s;

/// Keeps what is newer than what is there; answers just that.
template <class T>
QList<T> merged(QHash<QUuid, T> &rows, const QList<T> &incoming)
{
    QList<T> news;
    for (const T &row : incoming) {
        const auto it = rows.constFind(row.id);
        if (it != rows.cend() && it->version >= row.version)
            continue;
        rows.insert(row.id, row);
        news += row;
    }
    return news;
}

} // namespace

OfficeReplica::OfficeReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval)
    : QObject(parent)
    , m_client(client)
    , m_pollInterval(pollInterval)
    , m_news(client)
    , m_leadLookout({"leads"})
    , m_plumberLookout({"plumbers"})
    , m_settingsLookout({"settings", "services", "lead_sources"})
{
    m_candidates = std::make_unique<CandidateFinder>(client, *this);
    m_steady.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &OfficeReplica::startRound);
    m_offlineTimer.setSingleShot(true);
    m_offlineTimer.setInterval(kOfflineAfter);
    connect(&m_offlineTimer, &QTimer::timeout, this, [this] {
        m_lastError = {ErrorCode::TimedOut, QStringLiteral("The server did not answer in time.")};
        setConnection(Connection::Offline);
    });
    connect(&m_news, &supabase::OfficeNews::heard, this, &OfficeReplica::readMoved);
    connect(&m_news, &supabase::OfficeNews::failed, this, [this](const Error &error) {
        if (m_isRound && !m_round)
            roundEnded(error);
    });
}

OfficeReplica::~OfficeReplica() = default;

void OfficeReplica::start()
{
    if (!m_isRound)
        startRound();
}

void OfficeReplica::syncNow()
{
    m_failures = 0;
    for (supabase::Lookout *lookout : m_lookouts)
        lookout->forget();
    start();
}

void OfficeReplica::setPollInterval(std::chrono::milliseconds interval)
{
    m_pollInterval = interval;
    if (m_timer.isActive() && m_failures == 0 && m_timer.remainingTimeAsDuration() > interval)
        m_timer.start(interval);
}

void OfficeReplica::stop()
{
    m_timer.stop();
    m_offlineTimer.stop();
    m_round.reset();
    m_isRound = false;
}

void OfficeReplica::clear()
{
    stop();
    m_leads.clear();
    m_plumbers.clear();
    m_services.clear();
    m_sourceNames.clear();
    m_leadCursor = m_plumberCursor = {};
    for (supabase::Lookout *lookout : m_lookouts)
        lookout->forget();
    m_loaded = false;
    m_failures = 0;
    m_lastSync = {};
    Q_EMIT reset();
    setConnection(Connection::Loading);
}

void OfficeReplica::startRound()
{
    m_timer.stop();
    m_isRound = true;
    m_roundBegan = m_steady.elapsed();
    if (m_loaded)
        m_offlineTimer.start();
    m_news.ask();
}

void OfficeReplica::readMoved(const supabase::News &news)
{
    if (!m_isRound || m_round)
        return;
    m_heard = news;
    for (std::size_t i = 0; i < std::size(m_lookouts); ++i)
        m_reads[i] = m_lookouts[i]->isDue(news, m_steady.elapsed());
    if (std::none_of(std::begin(m_reads), std::end(m_reads), [](bool reads) { return reads; }))
        return roundEnded({});
    m_round = std::make_unique<SyncRound>(m_client, SyncRound::From{m_loaded ? m_leadCursor.since() : std::nullopt,
                                                                    m_loaded ? m_plumberCursor.since() : std::nullopt,
                                                                    m_reads[0], m_reads[1], m_reads[2]});
    connect(m_round.get(), &SyncRound::leadsReceived, this, &OfficeReplica::takeLeads);
    connect(m_round.get(), &SyncRound::plumbersReceived, this, &OfficeReplica::takePlumbers);
    connect(m_round.get(), &SyncRound::settingsReceived, this,
            [this](const auto &services, const OfficeSettings &settings) { apply(services, settings); });
    connect(m_round.get(), &SyncRound::sourcesReceived, this, [this](const auto &names) { m_sourceNames = names; });
    connect(m_round.get(), &SyncRound::ended, this, &OfficeReplica::roundEnded, Qt::QueuedConnection);
    m_round->start();
}

/// What was read in this round is known up to its beginning.
void OfficeReplica::settleRound()
{
    for (std::size_t i = 0; i < std::size(m_lookouts); ++i)
        if (m_reads[i])
            m_lookouts[i]->looked(m_heard, m_steady.elapsed());
    if (m_reads[0])
        m_leadCursor.settle(m_roundBegan);
    if (m_reads[1])
        m_plumberCursor.settle(m_roundBegan);
}

void OfficeReplica::roundEnded(const Result<> &outcome)
{
    if (!m_isRound)
        return;
    m_round.reset();
    m_isRound = false;
    m_offlineTimer.stop();
    if (outcome) {
        m_failures = 0;
        settleRound();
        m_lastSync = Timestamp::now();
        m_lastError = {};
        if (!std::exchange(m_loaded, true)) {
            Q_EMIT reset();
            Q_EMIT settingsChanged();
        }
        setConnection(Connection::Live);
        m_timer.start(m_pollInterval);
        return;
    }
    ++m_failures;
    m_lastError = outcome.error();
    const bool refused = m_lastError.code == ErrorCode::Unauthenticated || m_lastError.code == ErrorCode::Forbidden;
    setConnection(refused ? Connection::Refused : Connection::Offline);
    const auto longest = std::max<std::chrono::milliseconds>(kLongestPause, m_pollInterval);
    m_timer.start(std::min(longest, m_pollInterval * (1 << std::min(m_failures, 8))));
}

void OfficeReplica::setConnection(Connection connection)
{
    if (connection == Connection::Offline && m_connection != Connection::Offline)
        m_offlineSince = m_lastSync.micros ? m_lastSync : Timestamp::now();
    m_connection = connection;
    Q_EMIT connectionChanged();
}

void OfficeReplica::takeLeads(const QList<Lead> &incoming)
{
    for (const Lead &row : incoming)
        m_leadCursor.advance(row.updatedAt, m_client.serverTime(), m_steady.elapsed());
    const QList<Lead> news = merged(m_leads, incoming);
    if (m_loaded && !news.isEmpty())
        Q_EMIT leadsChanged(news, true);
}

void OfficeReplica::takePlumbers(const QList<Plumber> &incoming)
{
    for (const Plumber &row : incoming)
        m_plumberCursor.advance(row.updatedAt, m_client.serverTime(), m_steady.elapsed());
    const QList<Plumber> news = merged(m_plumbers, incoming);
    if (m_loaded && !news.isEmpty())
        Q_EMIT plumbersChanged(news);
}

void OfficeReplica::apply(const Lead &lead)
{
    // The cursor stays: a row of our own must not make the next round skip somebody else's older one.
    const QList<Lead> news = merged(m_leads, {lead});
    if (m_loaded && !news.isEmpty())
        Q_EMIT leadsChanged(news, false);
}

void OfficeReplica::apply(const Plumber &plumber)
{
    const QList<Plumber> news = merged(m_plumbers, {plumber});
    if (m_loaded && !news.isEmpty())
        Q_EMIT plumbersChanged(news);
}

void OfficeReplica::apply(const QList<Service> &services, const OfficeSettings &settings)
{
    if (services == m_services && settings == m_settings && m_loaded)
        return; // who has a list of services open must not see it made anew
    m_services = services;
    m_settings = settings;
    if (m_loaded) // before, it is part of the reset: nobody sees half an office
        Q_EMIT settingsChanged();
}

const Lead *OfficeReplica::lead(const QUuid &id) const
{
    const auto it = m_leads.constFind(id);
    return it == m_leads.cend() ? nullptr : &*it;
}

const Plumber *OfficeReplica::plumber(const QUuid &id) const
{
    const auto it = m_plumbers.constFind(id);
    return it == m_plumbers.cend() ? nullptr : &*it;
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
    for (const Lead &lead : m_leads) {
        ++counts.all;
        counts.toAssign += lead.status == LeadStatus::New;
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
