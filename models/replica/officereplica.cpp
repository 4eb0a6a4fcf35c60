#include "models/replica/officereplica.h"

#include "models/replica/candidatefinder.h"
#include "models/replica/leadcopy.h"
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

OfficeReplica::OfficeReplica(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds pollInterval,
                             CopyPlace place)
    : Replica(pollInterval, parent)
    , m_client(client)
    , m_news(client)
    , m_parts{Part{supabase::Lookout({"leads"}), &OfficeReplica::readLeads},
              Part{supabase::Lookout({"plumbers"}), &OfficeReplica::readPlumbers},
              Part{supabase::Lookout({"settings", "services", "lead_sources"}), &OfficeReplica::readSources}}
    , m_place(std::move(place))
    , m_leads(std::make_unique<LeadCopy>(
          client, round(), [this] { return names(); }, this))
    , m_plumbers(client, "plumbers")
{
    m_leads->replaced = [this] { engineReplaced(); };
    m_leads->progressed = [this] { Q_EMIT loadingChanged(); };
    m_leads->waiting = [this](const Error &error) { fail(error); };
    m_leads->lost = [this](const Error &error) {
        QMetaObject::invokeMethod(
            this, [this, error] { openAfter(error); }, Qt::QueuedConnection);
    };
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

void OfficeReplica::open()
{
    m_file = std::make_unique<OfficeFile>(m_isInMemory ? CopyPlace{{}, m_place.key} : m_place);
    onResult(this, m_file->begin(), [this, copy = ++m_opened](const Result<CopyBegin> &begin) {
        if (copy == m_opened)
            begin ? opened(*begin) : openAfter(begin.error());
    });
}

/// What the copy holds is shown at once, and its plumbers behind that: there may be many.
void OfficeReplica::opened(const CopyBegin &begin)
{
    m_copyOf = begin.asOf();
    m_isShown = m_isShown || (begin.leads && !begin.office.is_null());
    (void)takeOffice(begin.office);
    takePlumbers(m_plumbers.merge(begin.plumbers));
    m_leads->open(*m_file, begin); // which is told as reset()
    const auto stillOpen = [this, copy = m_opened] { return copy == m_opened; };
    onResult(this, m_file->plumbers(), [this, stillOpen](const Result<QList<Plumber>> &plumbers) {
        if (plumbers && stillOpen())
            takePlumbers(m_plumbers.merge(*plumbers));
    });
    if (!begin.wasClosed)
        onResult(this, m_file->store().check(), [this, stillOpen](const Result<> &sound) {
            if (!sound && stillOpen())
                openAfter(sound.error());
        });
    m_isCopyOpen = true;
    Q_EMIT copyOpened();
}

void OfficeReplica::loseCopy(const Error &error)
{
    if (m_isCopyOpen) // nobody was faster
        openAfter(error);
}

/// A copy that is damaged is made again, once; without a disk to write to, it is made in memory.
void OfficeReplica::openAfter(const Error &error)
{
    const bool canBeMadeAgain = error.remoteCode == sqlite::kDamaged && !m_isInMemory && !m_wasMadeAgain;
    m_wasMadeAgain = m_wasMadeAgain || canBeMadeAgain;
    m_isInMemory = !canBeMadeAgain;
    const bool isGoing = state() != State::Off;
    clear();
    if (isGoing)
        start();
}

void OfficeReplica::clear()
{
    forgetRows();
    forget();
    Q_EMIT reset();
    stateTold();
}

void OfficeReplica::closeCopy()
{
    if (std::exchange(m_isCopyOpen, false))
        Q_EMIT copyClosing();
}

void OfficeReplica::forgetRows()
{
    closeCopy();
    m_leads->close();
    m_file.reset();
    ++m_opened;
    m_plumbers.clear();
    m_services.clear();
    m_sourceNames.clear();
    m_office = {};
    m_copyOf.reset();
    m_isShown = false;
    makeAllDue();
}

void OfficeReplica::wipe()
{
    const bool isOnDisk = m_file && m_file->isOnDisk();
    closeCopy();
    m_leads->close(); // nobody has the file open then
    if (isOnDisk)
        (void)m_file->store().wipe();
    clear();
    if (!isOnDisk && !m_place.path.isEmpty())
        (void)disk::ReplicaFile::remove(m_place.path);
}

void OfficeReplica::moveTo(const CopyPlace &place)
{
    const bool isGoing = state() != State::Off;
    wipe();
    m_place = place;
    m_isInMemory = m_wasMadeAgain = false;
    if (isGoing)
        start();
}

void OfficeReplica::makeAllDue()
{
    m_leads->allowLoading();
    for (Part &part : m_parts)
        part.lookout.forget();
}

void OfficeReplica::read()
{
    if (!m_file)
        open();
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
    m_leads->read([this, tell](const QList<Lead> &news) { announceShown(news, tell); }, [this] { readNext(); });
}

void OfficeReplica::readPlumbers()
{
    m_plumbers.read(
        round(),
        [this](const QList<Plumber> &news) {
            if (!news.isEmpty())
                (void)m_file->store().store(news);
            takePlumbers(news);
        },
        [this] { readNext(); });
}

void OfficeReplica::takePlumbers(const QList<Plumber> &plumbers)
{
    for (const Plumber &plumber : plumbers)
        engine()->columns.setPlumberName(plumber.id, plumber.fullName());
    announceShown(plumbers, [this](const QList<Plumber> &news) { Q_EMIT plumbersChanged(news); });
}

/// Until then there is only the number of rows to tell.
template <class T, class Tell>
void OfficeReplica::announceShown(const QList<T> &news, Tell tell)
{
    if (!m_isShown)
        Q_EMIT stateChanged();
    else if (!news.isEmpty())
        tell(news);
}

void OfficeReplica::readSources()
{
    const auto query = supabase::Query("lead_sources").select("id,name").order("name");
    round().receive(m_client.selectJson(query), [this](const nlohmann::json &rows) {
        m_office["sources"] = rows;
        readServices();
    });
}

void OfficeReplica::readServices()
{
    const auto query = supabase::Query("services").select(Service::columns()).order("category,name");
    round().receive(m_client.selectJson(query), [this](const nlohmann::json &rows) {
        m_office["services"] = rows;
        readSettings();
    });
}

void OfficeReplica::readSettings()
{
    round().receive(m_client.selectJson(supabase::SettingsStore::officeQuery("key,value")),
                    [this](const nlohmann::json &rows) {
                        m_office["settings"] = rows;
                        if (const auto taken = takeOffice(m_office); !taken)
                            return round().end(taken.error());
                        (void)m_file->store().store(QList<Lead>(), {{OfficeFile::kOffice, dumpJson(m_office)}});
                        readNext();
                    });
}

Result<> OfficeReplica::takeOffice(const nlohmann::json &office)
{
    if (!office.is_object())
        return {};
    const nlohmann::json none = nlohmann::json::array();
    const Result<OfficeSettings> settings = OfficeSettings::fromJson(office.value("settings", none));
    if (!settings)
        return settings.error();
    QList<Service> services;
    for (const nlohmann::json &row : office.value("services", none)) {
        const Result<Service> service = Service::fromJson(row);
        if (!service)
            return Error{ErrorCode::Protocol, QStringLiteral("The server's answer: %1").arg(service.error().message)};
        services += *service;
    }
    QHash<QUuid, QString> sources;
    for (const nlohmann::json &row : office.value("sources", none)) {
        JsonReader r(row);
        const QUuid id = r.uuid("id");
        sources.insert(id, r.string("name"));
    }
    const bool haveNewNames = std::exchange(m_sourceNames, sources) != sources;
    const bool isAllElseKnown = services == m_services && *settings == m_settings;
    names().tell(engine()->columns);
    apply(services, *settings);
    if (m_isShown && haveNewNames && isAllElseKnown)
        Q_EMIT settingsChanged();
    return {};
}

EngineNames OfficeReplica::names() const
{
    EngineNames names;
    for (const Plumber &plumber : plumbers())
        names.plumbers.insert(plumber.id, plumber.fullName());
    names.sources = m_sourceNames;
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month})
        names.minutes[static_cast<std::size_t>(urgency)] = m_settings.minutesToAssign(urgency);
    return names;
}

void OfficeReplica::engineReplaced()
{
    names().tell(engine()->columns);
    if (m_isShown)
        Q_EMIT reset();
}

void OfficeReplica::loaded()
{
    if (!std::exchange(m_isShown, true))
        Q_EMIT reset();
    Q_EMIT settingsChanged();
}

void OfficeReplica::stateTold()
{
    Connection connection = state() == State::Live ? Connection::Live : Connection::Loading;
    if (state() == State::Failed)
        connection = isRefusal(lastError()) ? Connection::Refused : Connection::Offline;
    if (connection == Connection::Offline && m_connection != Connection::Offline)
        m_offlineSince = lastSync().micros ? lastSync() : m_copyOf.value_or(Timestamp::now());
    m_connection = connection;
    Q_EMIT connectionChanged();
}

const std::shared_ptr<columns::LeadEngine> &OfficeReplica::engine() const
{
    return m_leads->rows();
}

bool OfficeReplica::isComplete() const
{
    return m_leads->isWhole();
}

bool OfficeReplica::isBuilding() const
{
    return m_leads->isBuilding();
}

std::optional<LoadProgress> OfficeReplica::loading() const
{
    return m_leads->progress();
}

void OfficeReplica::cancelLoading()
{
    m_leads->cancelLoading();
}

bool OfficeReplica::isLoadingStopped() const
{
    return m_leads->isStopped();
}

const Lead *OfficeReplica::lead(const QUuid &id) const
{
    return m_leads->row(id);
}

LeadSnapshot OfficeReplica::snapshot() const
{
    return m_leads->snapshot();
}

void OfficeReplica::apply(const Lead &lead)
{
    announceShown(m_leads->apply(lead), [this](const QList<Lead> &leads) { Q_EMIT leadsChanged(leads, false); });
}

void OfficeReplica::apply(const Plumber &plumber)
{
    const QList<Plumber> news = m_plumbers.merge({plumber});
    if (!news.isEmpty() && m_file)
        (void)m_file->store().store(news);
    takePlumbers(news);
}

void OfficeReplica::apply(const QList<Service> &services, const OfficeSettings &settings)
{
    if (services == m_services && settings == m_settings && m_isShown)
        return; // who has a list of services open must not see it made anew
    m_services = services;
    m_settings = settings;
    engine()->columns.setMinutes(names().minutes);
    if (m_isShown) // before, it is part of the reset: nobody sees half an office
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
    return engine()->tally.counts(now);
}

QHash<QUuid, int> OfficeReplica::leadsAssignedToday(Timestamp now) const
{
    return m_candidates->leadsToday(now);
}

} // namespace pl::replica
