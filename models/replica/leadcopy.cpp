#include "models/replica/leadcopy.h"

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

LoadPace paceFor(const OfficeFile &file)
{
    LoadPace pace;
    pace.longestPause = 5s; // people wait for it
    if (!file.isOnDisk())
        pace.pagesOfBatch = 2; // while it writes to memory, nobody can read there
    return pace;
}

} // namespace

LeadCopy::LeadCopy(supabase::RestClient &client, SyncRound &round, std::function<EngineNames()> names, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_round(round)
    , m_engine(std::make_shared<columns::LeadEngine>())
    , m_maker(std::move(names), nullptr)
{
}

LeadCopy::~LeadCopy()
{
    delete m_load;
}

void LeadCopy::open(OfficeFile &file, const CopyBegin &begin)
{
    m_file = &file;
    m_maker.open(file);
    ++m_opened;
    m_shelf.open(file.place());
    m_state = begin.leads;
    if (m_state)
        follow(*m_state);
    // Whoever watches the one before hears of nothing until it is replaced.
    m_engine = std::make_shared<columns::LeadEngine>();
    for (const Lead &lead : begin.newest)
        m_engine->columns.upsert(lead);
    for (const Lead &lead : m_shelf.unwritten())
        m_engine->columns.upsert(lead);
    if (begin.newest.size() >= OfficeFile::kNewest)
        build();
    else
        m_isWhole = m_state && m_state->isComplete();
    Q_EMIT replaced();
    if (const auto waiting = std::exchange(m_waiting, nullptr))
        waiting(false);
}

void LeadCopy::close()
{
    ++m_opened;
    m_maker.close();
    delete m_load;
    m_feed.reset();
    m_file = nullptr;
    m_shelf.close();
    m_engine = std::make_shared<columns::LeadEngine>();
    m_state.reset();
    m_progress.reset();
    m_waiting = nullptr;
    m_withdrawn.clear();
    m_meanwhile.clear();
    m_isWhole = m_isStopped = m_isBuilding = m_buildAgain = false;
}

void LeadCopy::follow(const LoadState &state)
{
    m_feed = std::make_unique<StoredFeed<Lead>>(m_client, m_file->store(), state, m_round);
    m_feed->keep = [this](const QList<Lead> &leads, const disk::Notes &notes) { write(leads, notes); };
}

void LeadCopy::read(const Take &changed, const Then &then)
{
    if (!m_feed) { // when the copy is open, and the newest page is there
        m_waiting = [this, changed, then, number = m_round.number()](bool hasNewest) {
            if (number == m_round.number())
                hasNewest ? then() : read(changed, then);
        };
        return load();
    }
    if (!m_state->isComplete())
        load();
    m_feed->read(
        m_round, [this, changed](const QList<Lead> &leads) { changed(merge(leads)); }, then);
}

void LeadCopy::load()
{
    if (!m_file || m_load || m_isStopped)
        return;
    auto *load = new FirstLoad<Lead>(m_client, m_file->store(), m_parser, this, paceFor(*m_file));
    m_load = load;
    load->begun = [this](const QList<Lead> &newest, const LoadState &state) { begun(newest, state); };
    load->written = [this](const QList<Lead> &leads) { m_shelf.written(leads); };
    load->waiting = [this](const Error &error) {
        if (m_waiting)
            Q_EMIT waiting(error);
    };
    load->progressed = [this](const LoadProgress &progress) {
        m_progress = progress;
        Q_EMIT progressed();
    };
    onResult(this, load->start(), [this, opened = m_opened](const Result<LoadState> &outcome) {
        if (opened == m_opened)
            loadEnded(outcome, m_load && m_load->hasLostDisk());
    });
}

/// A load that begins again, because nothing of it had been written, leaves the feed where it was.
void LeadCopy::begun(const QList<Lead> &newest, const LoadState &state)
{
    m_state = state;
    if (!m_feed)
        follow(state);
    merge(newest);
    m_isWhole = state.isComplete();
    if (const auto waiting = std::exchange(m_waiting, nullptr))
        waiting(true);
}

/// What goes wrong at the server is tried again with the next round.
void LeadCopy::loadEnded(const Result<LoadState> &outcome, bool hasLostDisk)
{
    m_load.clear();
    m_progress.reset();
    if (outcome) {
        m_state = *outcome;
        m_feed->complete(*outcome);
    }
    if ((outcome || m_isStopped) && !m_isWhole)
        build();
    if (!outcome && hasLostDisk)
        Q_EMIT lost(outcome.error());
    else if (!outcome && std::exchange(m_waiting, nullptr))
        m_round.end(outcome.error());
    Q_EMIT progressed();
}

void LeadCopy::cancelLoading()
{
    if (!m_load || !m_feed) // the newest page is needed in any case
        return;
    m_isStopped = true;
    m_load->cancel();
}

QList<Lead> LeadCopy::merge(const QList<Lead> &leads)
{
    QList<Lead> news;
    for (const Lead &lead : leads) {
        if (m_withdrawn.contains(lead.id) || !take(lead))
            continue;
        news += lead;
        m_shelf.put(lead);
        if (m_isBuilding)
            m_meanwhile += lead;
        if (disk::RowFields<Lead>::isErased(lead))
            m_maker.remakeImage();
    }
    m_engine->columns.compact();
    return news;
}

/// Whether it is news. One that is withdrawn is news once, and then no longer there.
bool LeadCopy::take(const Lead &lead)
{
    if (lead.withdrawnAt)
        m_withdrawn += lead.id;
    return m_engine->columns.upsert(lead);
}

QList<Lead> LeadCopy::apply(const Lead &lead)
{
    const QList<Lead> news = merge({lead});
    if (!news.isEmpty() && m_file)
        write(news, {});
    return news;
}

/// Without a disk that takes them, leads stay on the shelf. Only a copy that isn't whole has to be made elsewhere.
void LeadCopy::write(const QList<Lead> &leads, const disk::Notes &notes)
{
    onResult(this, m_file->store().store(leads, notes), [this, leads, opened = m_opened](const Result<qint64> &stored) {
        if (opened != m_opened)
            return;
        if (stored)
            m_shelf.written(leads);
        else if (!m_isWhole || stored.error().remoteCode == sqlite::kDamaged)
            Q_EMIT lost(stored.error());
    });
}

/// Of the copy as it is once everything was written that is asked for now; what isn't, and what comes meanwhile, is
/// put in afterwards.
void LeadCopy::build()
{
    m_buildAgain = m_isBuilding;
    if (m_isBuilding)
        return;
    m_isBuilding = true;
    m_meanwhile = m_shelf.unwritten().values();
    m_maker.make(m_state && m_state->isComplete(), [this](const Result<Engine> &engine) { built(engine); });
}

void LeadCopy::built(const Result<Engine> &engine)
{
    m_isBuilding = false;
    const QList<Lead> meanwhile = std::exchange(m_meanwhile, {});
    if (!engine)
        return Q_EMIT lost(engine.error());
    for (const Lead &lead : meanwhile)
        (*engine)->columns.upsert(lead);
    for (const QUuid &id : std::as_const(m_withdrawn))
        (*engine)->columns.erase(id);
    m_engine = *engine;
    m_isWhole = m_state && m_state->isComplete();
    if (m_buildAgain)
        build();
    Q_EMIT replaced();
}

} // namespace pl::replica
