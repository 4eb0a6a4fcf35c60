#pragma once

#include "models/domain/ranking.h"
#include "models/replica/officereplica.h"

#include <QTimer>

#include <functional>

namespace pl::replica {

/// What will become of one of the selected leads.
struct PlannedLead
{
    enum class Stay {
        No,         ///< `candidate` gets it
        Nobody,     ///< nobody can take it: `why` is the mildest reason
        Expired,    ///< all go to `candidate`, whose papers have run out; a person can still choose that one for a lead
        HasPlumber, ///< it is assigned already
        NotForSale, ///< the customer asked for that
        Completed,
        Erased
    };

    Lead lead;
    Candidate candidate; ///< of a lead that goes: as it is when the leads above have gone to theirs
    Stay stay = Stay::No;
    Exclusion why = Exclusion::None; ///< Nobody: None means that there are no plumbers
    bool isChosen = false;           ///< by the person, for this lead

    bool goes() const { return stay == Stay::No; }
};

/// Who would get each of the selected leads: each its best candidate, or all the same plumber. Leads are ranked one
/// after the other with the assignments so far, so that caps count as the list fills. Works in slices, so that 10,000
/// leads keep nobody waiting. Changes nothing. Lives on the replica's thread.
class BulkPlan : public QObject
{
    Q_OBJECT

public:
    /// `replica` must outlive the plan.
    explicit BulkPlan(const OfficeReplica &replica, std::function<Timestamp()> clock = &Timestamp::now,
                      QObject *parent = nullptr);

    /// Starts over, in this order. With `plumber`, all leads that are still open go to that one. What was chosen for
    /// single leads stays.
    void begin(const QList<QUuid> &leads, const std::optional<QUuid> &plumber = {});
    /// The same leads again, by what the replica has now.
    void refresh() { begin(m_leads, m_plumber); }
    /// This lead goes to this plumber, whatever speaks against it.
    void choose(const QUuid &lead, const QUuid &plumber);
    /// Forgets leads and choices.
    void clear();

    bool isReady() const { return m_next == m_leads.size(); }
    const std::optional<QUuid> &plumber() const { return m_plumber; }
    /// In the order of the selection; complete once it is ready.
    const QList<PlannedLead> &rows() const { return m_rows; }
    int total() const { return static_cast<int>(m_leads.size()); }
    int going() const;
    /// What plumbers will pay for those that go.
    qint64 chargedCents() const;
    /// How many of the leads a plumber can take, as counted when each was last given to its best.
    int canTake(const QUuid &plumber) const { return m_canTake.value(plumber); }
    /// Who can take a lead when all the others have gone to theirs.
    QList<Candidate> candidatesFor(const Lead &lead) const;

Q_SIGNALS:
    void progressed(int done, int total);
    void ready();

private:
    void prepare();
    void workSlice();
    PlannedLead planned(const Lead &lead);
    std::optional<QUuid> wantedFor(const Lead &lead) const;
    void pick(PlannedLead &row, const std::optional<QUuid> &wanted);

    const OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    QTimer m_slice;
    QList<QUuid> m_leads;
    std::optional<QUuid> m_plumber;
    QHash<QUuid, QUuid> m_chosen; ///< by lead
    Situation m_situation;
    QList<PlannedLead> m_rows;
    qsizetype m_next = 0;
    QHash<QUuid, int> m_canTake;
};

} // namespace pl::replica
