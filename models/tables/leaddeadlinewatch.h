#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/rowchanges.h"

namespace pl::tables {

/// How much of a new lead's time to be assigned has passed.
enum class DeadlineStage { Open, HalfGone, Over };

/// Reports when half of a new lead's time to be assigned has passed, and when all of it has: once each. What was
/// reported is remembered by lead, not by time, so setting the clock back or restarting reports nothing twice; to
/// continue after a restart, pass `told()` to the constructor. Lives on the GUI thread.
class LeadDeadlineWatch : public QObject, private columns::ColumnWatcher
{
    Q_OBJECT

public:
    using Told = QHash<QUuid, DeadlineStage>;

    LeadDeadlineWatch(const replica::OfficeReplica &replica, Told told, QObject *parent = nullptr,
                      std::function<Timestamp()> clock = &Timestamp::now);

    /// Checks now. It also checks by itself every few seconds and when leads arrive, but not in the constructor.
    void check();
    /// The latest stage reported for each lead that is not completed.
    const Told &told() const { return m_told; }

Q_SIGNALS:
    /// Leads that reached a stage since the last time; one that reached both is reported as overdue. told() is already
    /// up to date.
    void reached(const QList<QUuid> &halfGone, const QList<QUuid> &over);

private:
    void leaving(columns::Row row) override;
    void arrived(columns::Row row) override;
    DeadlineStage stageOf(columns::Row lead, Timestamp now) const;
    void startAnew();
    void fill();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    Told m_told;
    WatchedEngine m_engine;
    columns::Bitmap m_waiting; ///< new leads not yet reported as overdue
    QTimer m_tick;
};

} // namespace pl::tables
