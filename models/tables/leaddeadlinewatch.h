#pragma once

#include "models/replica/officereplica.h"

#include <QSet>

namespace pl::tables {

/// How much of a new lead's time to be assigned is gone.
enum class DeadlineStage { Open, HalfGone, Over };

/// Tells when half of a new lead's time to be assigned is gone, and when all of it is: once each. What was told is
/// remembered by lead and not by time, so setting the clock back or starting again tells nothing twice; whoever keeps
/// the watch across starts hands `told()` back in. Lives on the GUI thread.
class LeadDeadlineWatch : public QObject
{
    Q_OBJECT

public:
    using Told = QHash<QUuid, DeadlineStage>;

    LeadDeadlineWatch(const replica::OfficeReplica &replica, Told told, QObject *parent = nullptr,
                      std::function<Timestamp()> clock = &Timestamp::now);

    /// Looks now; by itself it looks every few seconds and when leads come, but not while it is made.
    void check();
    /// The furthest stage told of each lead that is not completed.
    const Told &told() const { return m_told; }

Q_SIGNALS:
    /// Leads that have come to a stage since the last time; one that has come to both is told as over. What told()
    /// gives is new.
    void reached(const QList<QUuid> &halfGone, const QList<QUuid> &over);

private:
    DeadlineStage stageOf(const Lead &lead, Timestamp now) const;
    void fill();
    void take(const Lead &lead);

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    Told m_told;
    QSet<QUuid> m_waiting; ///< new leads that are not told as over
    QTimer m_tick;
};

} // namespace pl::tables
