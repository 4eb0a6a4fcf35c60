#include "models/tables/leaddeadlinewatch.h"

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 5s;

} // namespace

LeadDeadlineWatch::LeadDeadlineWatch(const replica::OfficeReplica &replica, Told told, QObject *parent,
                                     std::function<Timestamp()> clock)
    : QObject(parent)
    , m_replica(replica)
    , m_clock(std::move(clock))
    , m_told(std::move(told))
    , m_engine(*this, replica.engine())
{
    connect(&replica, &replica::OfficeReplica::reset, this, &LeadDeadlineWatch::startAnew);
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, &LeadDeadlineWatch::check);
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &LeadDeadlineWatch::check);
    connect(&m_tick, &QTimer::timeout, this, &LeadDeadlineWatch::check);
    m_tick.start(kLookEvery);
    fill();
}

void LeadDeadlineWatch::startAnew()
{
    m_engine.put(m_replica.engine());
    fill();
    check();
}

/// Nothing is forgotten while not all leads are there, as after signing out.
void LeadDeadlineWatch::fill()
{
    const columns::LeadColumns &leads = m_engine->columns;
    m_waiting = columns::Bitmap(leads.rows());
    if (m_replica.isComplete() && leads.size() > 0)
        m_told.removeIf([&leads](Told::iterator entry) { return leads.rowOf(entry.key()) == columns::kNoRow; });
    leads.live().forEach([this](columns::Row row) { arrived(row); });
}

void LeadDeadlineWatch::leaving(columns::Row row)
{
    m_waiting.reset(row);
}

void LeadDeadlineWatch::arrived(columns::Row row)
{
    const columns::LeadColumns &leads = m_engine->columns;
    if (m_waiting.size() < leads.rows())
        m_waiting.resize(leads.rows());
    const LeadStatus status = leads.state(row).status();
    if (status == LeadStatus::Completed)
        m_told.remove(leads.id(row));
    if (status == LeadStatus::New && m_told.value(leads.id(row)) != DeadlineStage::Over)
        m_waiting.set(row);
}

DeadlineStage LeadDeadlineWatch::stageOf(columns::Row lead, Timestamp now) const
{
    const std::optional<Timestamp> deadline = m_engine->columns.deadline(lead);
    if (!deadline)
        return DeadlineStage::Open;
    if (now >= *deadline)
        return DeadlineStage::Over;
    const Timestamp created = m_engine->columns.createdAt(lead);
    return created.secondsTo(now) >= now.secondsTo(*deadline) ? DeadlineStage::HalfGone : DeadlineStage::Open;
}

void LeadDeadlineWatch::check()
{
    const Timestamp now = m_clock();
    QList<QUuid> halfGone;
    QList<QUuid> over;
    m_waiting.forEach([&](columns::Row lead) {
        const DeadlineStage stage = stageOf(lead, now);
        const QUuid &id = m_engine->columns.id(lead);
        if (stage == DeadlineStage::Open || stage <= m_told.value(id, DeadlineStage::Open))
            return;
        m_told.insert(id, stage);
        (stage == DeadlineStage::Over ? over : halfGone) += id;
        m_waiting.assign(lead, stage != DeadlineStage::Over);
    });
    if (!halfGone.isEmpty() || !over.isEmpty())
        Q_EMIT reached(halfGone, over);
}

} // namespace pl::tables
