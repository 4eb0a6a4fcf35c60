#include "models/tables/leaddeadlinewatch.h"

namespace pl::tables {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 5s;

} // namespace

LeadDeadlineWatch::LeadDeadlineWatch(const replica::OfficeReplica &replica, Told told, QObject *parent,
                                     std::function<Timestamp()> clock)
    : QObject(parent), m_replica(replica), m_clock(std::move(clock)), m_told(std::move(told))
{
    connect(&replica, &replica::OfficeReplica::reset, this, [this] {
        fill();
        check();
    });
    connect(&replica, &replica::OfficeReplica::leadsChanged, this, [this](const QList<Lead> &leads) {
        for (const Lead &lead : leads)
            take(lead);
        check();
    });
    connect(&replica, &replica::OfficeReplica::settingsChanged, this, &LeadDeadlineWatch::check);
    connect(&m_tick, &QTimer::timeout, this, &LeadDeadlineWatch::check);
    m_tick.start(kLookEvery);
    fill();
}

/// Also called after signing out, when there are no leads: then nothing is forgotten.
void LeadDeadlineWatch::fill()
{
    m_waiting.clear();
    if (m_replica.leads().isEmpty())
        return;
    m_told.removeIf([this](Told::iterator entry) { return !m_replica.lead(entry.key()); });
    for (const Lead &lead : m_replica.leads())
        take(lead);
}

void LeadDeadlineWatch::take(const Lead &lead)
{
    if (lead.status == LeadStatus::Completed)
        m_told.remove(lead.id);
    if (lead.status == LeadStatus::New && m_told.value(lead.id) != DeadlineStage::Over)
        m_waiting.insert(lead.id);
    else
        m_waiting.remove(lead.id);
}

DeadlineStage LeadDeadlineWatch::stageOf(const Lead &lead, Timestamp now) const
{
    const Timestamp deadline = m_replica.assignBy(lead);
    if (now >= deadline)
        return DeadlineStage::Over;
    return lead.createdAt.secondsTo(now) >= now.secondsTo(deadline) ? DeadlineStage::HalfGone : DeadlineStage::Open;
}

void LeadDeadlineWatch::check()
{
    const Timestamp now = m_clock();
    QList<QUuid> halfGone;
    QList<QUuid> over;
    for (const QUuid &id : std::as_const(m_waiting)) {
        const Lead *lead = m_replica.lead(id);
        const DeadlineStage stage = lead ? stageOf(*lead, now) : DeadlineStage::Open;
        if (stage <= m_told.value(id, DeadlineStage::Open))
            continue;
        m_told.insert(id, stage);
        (stage == DeadlineStage::Over ? over : halfGone) += id;
    }
    for (const QUuid &id : std::as_const(over))
        m_waiting.remove(id);
    if (!halfGone.isEmpty() || !over.isEmpty())
        Q_EMIT reached(halfGone, over);
}

} // namespace pl::tables
