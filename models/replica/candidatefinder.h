#pragma once

#include "models/domain/rankingdecision.h"
#include "models/replica/keptroster.h"
#include "models/replica/recentassignments.h"
#include "models/supabase/answerreader.h"

#include <QElapsedTimer>

namespace pl::replica {

class OfficeReplica;

/// Who can take a lead, by what the replica has: keeps the roster, today's assignments and the plumbers' answers as
/// rows come in, so that asking is cheap. Part of an OfficeReplica, and lives on its thread.
class CandidateFinder : public QObject
{
    Q_OBJECT

public:
    CandidateFinder(supabase::RestClient &client, OfficeReplica &replica);

    Situation situationFor(const Lead &lead, Timestamp now) const;
    /// All plumbers but the removed ones, the best first.
    QList<Candidate> candidatesFor(const Lead &lead, Timestamp now) const;
    /// The same in another situation, such as when other leads have been assigned meanwhile.
    QList<Candidate> rank(const Lead &lead, const Situation &situation) const
    {
        return m_roster.roster().rank(lead, situation);
    }
    /// The plumbers who had this lead and did not take it.
    QSet<QUuid> refusedBy(const QUuid &leadId) const { return m_answers.book().refusedBy(leadId); }
    /// A RankingDecision for this choice, as JSON; null when the plumber is unknown.
    nlohmann::json decisionFor(const Lead &lead, const QUuid &plumberId, Timestamp now) const;
    /// Leads assigned since the office's midnight, by plumber.
    QHash<QUuid, int> leadsToday(Timestamp now) const;

    /// What was computed so far: plumbers put into the roster, and assignments looked at to count them. Asking adds to
    /// neither, unless rows have changed or a day has begun.
    struct Work
    {
        qint64 plumbers = 0;
        qint64 assignments = 0;
        bool operator==(const Work &) const = default;
    };
    Work work() const { return {m_roster.taken(), m_assigned.counted()}; }

Q_SIGNALS:
    /// The plumbers' answers are newer; what the replica's own signals tell is not told again.
    void answersChanged();

private:
    void rebuild();
    void readAnswers();

    OfficeReplica &m_replica;
    supabase::AnswerReader m_answers;
    KeptRoster m_roster;
    RecentAssignments m_assigned;
    QElapsedTimer m_lastRead;
};

} // namespace pl::replica
