#pragma once

#include "models/domain/ranking.h"
#include "models/replica/recentassignments.h"
#include "models/replica/tablefeed.h"
#include "models/supabase/answerreader.h"

namespace pl::dispatch {

/// What the server goes by when it assigns: the office's rules, the plumbers, the assignments that their caps count and
/// their answers. Read from the store when told to, after the first time only what has changed since.
class OfficeState : public QObject
{
    Q_OBJECT

public:
    /// `rest` must outlive the state.
    explicit OfficeState(supabase::RestClient &rest, QObject *parent = nullptr);

    /// The rules, and if they say that anything is assigned automatically, the rest; then refreshed(). Not while it is
    /// refreshing already.
    void refresh(Timestamp now);

    const DispatchSettings &rules() const { return m_rules; }
    const PlumberRoster &roster() const { return m_roster; }
    Situation situationFor(const Lead &lead, Timestamp now) const;
    /// A lead that was just assigned counts at once.
    void take(const Lead &lead)
    {
        m_assigned.take(lead);
        m_counted.reset();
    }
    /// The store has refused to give this plumber another lead; until the next refresh, which shows why.
    void noteRefused(const QUuid &plumberId) { m_refused.insert(plumberId); }
    bool isRefused(const QUuid &plumberId) const { return m_refused.contains(plumberId); }

Q_SIGNALS:
    void refreshed(const pl::Result<> &outcome);

private:
    void readRules(const nlohmann::json &rows, Timestamp now);
    void readPlumbers(Timestamp now);
    void readLeads(Timestamp now);
    Timestamp countsFrom(Timestamp now) const;
    Situation counted(Timestamp now) const;

    supabase::RestClient &m_rest;
    replica::SyncRound m_round;
    replica::TableFeed<Plumber> m_plumberFeed;
    replica::TableFeed<Lead> m_leadFeed;
    supabase::AnswerReader m_answers;
    DispatchSettings m_rules;
    PlumberRoster m_roster;
    replica::RecentAssignments m_assigned;
    Timestamp m_readFrom = {std::numeric_limits<qint64>::max()}; ///< assignments since then are known
    bool m_hasWeeklyCap = false;                                 ///< some plumber
    bool m_hasMonthlyCap = false;
    QSet<QUuid> m_refused;
    /// What is the same for each lead. A month of assignments is counted once, not for every lead that waits.
    mutable std::optional<Situation> m_counted;
};

} // namespace pl::dispatch
