#include "models/replica/bulkplan.h"

#include "models/replica/candidatefinder.h"

#include <QElapsedTimer>

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kSliceMs = 12; ///< less than a frame

/// Why it would stay, whoever could take it.
PlannedLead::Stay stayOf(const Lead &lead, const std::optional<QUuid> &wanted)
{
    if (lead.erasedAt)
        return PlannedLead::Stay::Erased;
    if (lead.status == LeadStatus::Completed)
        return PlannedLead::Stay::Completed;
    if (lead.assignedPlumberId && (!wanted || wanted == lead.assignedPlumberId))
        return PlannedLead::Stay::HasPlumber;
    return lead.doNotSell ? PlannedLead::Stay::NotForSale : PlannedLead::Stay::No;
}

} // namespace

BulkPlan::BulkPlan(const OfficeReplica &replica, std::function<Timestamp()> clock, QObject *parent)
    : QObject(parent), m_replica(replica), m_clock(std::move(clock))
{
    m_slice.setInterval(0ms);
    connect(&m_slice, &QTimer::timeout, this, &BulkPlan::workSlice);
}

void BulkPlan::begin(const QList<QUuid> &leads, const std::optional<QUuid> &plumber)
{
    m_leads = leads;
    m_plumber = plumber;
    m_rows.clear();
    m_next = 0;
    if (!m_plumber)
        m_canTake.clear();
    prepare();
    m_slice.start();
}

/// What the person chose counts from the start: nobody else may fill that plumber's cap before.
void BulkPlan::prepare()
{
    const CandidateFinder &finder = m_replica.candidates();
    m_situation = finder.situationFor({}, m_clock());
    for (const QUuid &lead : std::as_const(m_leads))
        if (const auto chosen = m_chosen.constFind(lead); chosen != m_chosen.cend())
            if (const Lead *row = m_replica.lead(lead); row && stayOf(*row, *chosen) == PlannedLead::Stay::No)
                m_situation.count(*chosen);
}

void BulkPlan::choose(const QUuid &lead, const QUuid &plumber)
{
    m_chosen.insert(lead, plumber);
    refresh();
}

void BulkPlan::clear()
{
    m_slice.stop();
    m_leads.clear();
    m_rows.clear();
    m_chosen.clear();
    m_plumber.reset();
    m_next = 0;
}

void BulkPlan::workSlice()
{
    QElapsedTimer clock;
    clock.start();
    while (m_next < m_leads.size() && clock.elapsed() < kSliceMs)
        if (const Lead *lead = m_replica.lead(m_leads.at(m_next++)))
            m_rows += planned(*lead);
    Q_EMIT progressed(static_cast<int>(m_next), total());
    if (!isReady())
        return;
    m_slice.stop();
    Q_EMIT ready();
}

std::optional<QUuid> BulkPlan::wantedFor(const Lead &lead) const
{
    const auto chosen = m_chosen.constFind(lead.id);
    return chosen == m_chosen.cend() ? m_plumber : std::optional(*chosen);
}

PlannedLead BulkPlan::planned(const Lead &lead)
{
    PlannedLead row{lead, {}, PlannedLead::Stay::No, Exclusion::None, m_chosen.contains(lead.id)};
    const auto wanted = wantedFor(lead);
    row.stay = stayOf(lead, wanted);
    if (row.goes())
        pick(row, wanted);
    return row;
}

void BulkPlan::pick(PlannedLead &row, const std::optional<QUuid> &wanted)
{
    m_situation.refusedBy = m_replica.candidates().refusedBy(row.lead.id);
    if (row.isChosen)
        m_situation.count(*wanted, -1); // which is this very lead
    const QList<Candidate> ranked = m_replica.candidates().rank(row.lead, m_situation);
    if (!m_plumber)
        for (const Candidate &candidate : ranked)
            m_canTake[candidate.plumberId] += candidate.eligible();
    const auto found = std::find_if(ranked.cbegin(), ranked.cend(), [&wanted](const Candidate &candidate) {
        return wanted ? candidate.plumberId == *wanted : candidate.eligible();
    });
    if (found == ranked.cend()) {
        row.stay = PlannedLead::Stay::Nobody;
        row.why = ranked.isEmpty() ? Exclusion::None : ranked.first().exclusion;
        return;
    }
    if (hasExpired(found->exclusion) && !row.isChosen) {
        row.stay = PlannedLead::Stay::Expired;
        row.candidate = *found;
        return;
    }
    row.candidate = *found;
    m_situation.count(found->plumberId);
}

int BulkPlan::going() const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [](const PlannedLead &row) { return row.goes(); }));
}

/// As the triggers do: nobody pays for a duplicate.
qint64 BulkPlan::chargedCents() const
{
    qint64 sum = 0;
    for (const PlannedLead &row : m_rows)
        if (row.goes() && !row.lead.duplicateOf)
            sum += m_replica.settings().leadPriceCents(m_replica.services(), row.lead);
    return sum;
}

QList<Candidate> BulkPlan::candidatesFor(const Lead &lead) const
{
    Situation situation = m_situation;
    situation.refusedBy = m_replica.candidates().refusedBy(lead.id);
    const auto row = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                  [&lead](const PlannedLead &planned) { return planned.lead.id == lead.id; });
    if (row != m_rows.cend() && row->goes())
        situation.count(row->candidate.plumberId, -1);
    return m_replica.candidates().rank(lead, situation);
}

} // namespace pl::replica
