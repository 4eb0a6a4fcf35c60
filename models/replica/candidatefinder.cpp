#include "models/replica/candidatefinder.h"

#include "models/replica/officereplica.h"

namespace pl::replica {
namespace {

using namespace std::chrono_literals;

constexpr auto kReadEvery = 30s;

} // namespace

CandidateFinder::CandidateFinder(supabase::RestClient &client, OfficeReplica &replica)
    : m_replica(replica), m_answers(client), m_roster(replica)
{
    connect(&replica, &OfficeReplica::reset, this, &CandidateFinder::rebuild);
    connect(&replica, &OfficeReplica::leadsChanged, this, [this](const QList<Lead> &leads) {
        for (const Lead &lead : leads)
            m_assigned.take(lead);
    });
    connect(&replica, &OfficeReplica::plumbersChanged, &m_roster, &KeptRoster::put);
    connect(&replica, &OfficeReplica::connectionChanged, this, &CandidateFinder::readAnswers);
    connect(&m_answers, &supabase::AnswerReader::finished, this, [this](const Result<> &outcome) {
        if (outcome)
            Q_EMIT answersChanged();
    });
}

void CandidateFinder::rebuild()
{
    m_roster.lookAtAll();
    m_assigned.clear();
    m_assigned.take(m_replica.columns());
    if (m_replica.plumbers().isEmpty()) {
        m_answers.clear();
        m_lastRead.invalidate();
    }
}

void CandidateFinder::readAnswers()
{
    const bool due = !m_lastRead.isValid() || m_lastRead.hasExpired(std::chrono::milliseconds(kReadEvery).count());
    if (m_replica.connection() != Connection::Live || !due)
        return;
    m_lastRead.start();
    m_answers.read(Timestamp::now());
}

QHash<QUuid, int> CandidateFinder::leadsToday(Timestamp now) const
{
    return m_assigned.countsSince(m_replica.settings().dispatch.dayBegan(now));
}

Situation CandidateFinder::situationFor(const Lead &lead, Timestamp now) const
{
    const DispatchSettings &rules = m_replica.settings().dispatch;
    Situation situation;
    situation.now = now;
    situation.answers = m_answers.book().records();
    situation.refusedBy = m_answers.book().refusedBy(lead.id);
    situation.weights = rules.weights;
    situation.cardRequired = rules.cardRequired;
    m_assigned.describe(situation, rules);
    return situation;
}

QList<Candidate> CandidateFinder::candidatesFor(const Lead &lead, Timestamp now) const
{
    return rank(lead, situationFor(lead, now));
}

nlohmann::json CandidateFinder::decisionFor(const Lead &lead, const QUuid &plumberId, Timestamp now) const
{
    const Situation situation = situationFor(lead, now);
    auto decision = RankingDecision::of(rank(lead, situation), plumberId, situation);
    if (!decision)
        return nullptr;
    decision->setDates(m_replica.settings().dispatch, now);
    return decision->toJson();
}

} // namespace pl::replica
