#pragma once

#include "server/journal/clocktrust.h"
#include "server/journal/journal.h"

#include <QTimer>

namespace pl::journal {

/// Deletes entries from the journal some time after they were forwarded, in steps so small that no commit waits long.
/// Deletes nothing while the clock can't be trusted (ClockTrust).
class JournalPruner : public QObject
{
    Q_OBJECT
public:
    struct Plan
    {
        std::chrono::seconds keep = std::chrono::hours(30 * 24);
        int step = 500;                                                       ///< entries
        std::chrono::milliseconds stepPause = std::chrono::milliseconds(200); ///< while there is more
        std::chrono::milliseconds roundPause = std::chrono::minutes(30);
    };
    /// For tests: other clocks.
    struct Clocks
    {
        std::function<Timestamp()> wall = &Timestamp::now;
        std::function<ClockTrust::Uptime()> uptime = [] {
            return std::chrono::duration_cast<ClockTrust::Uptime>(std::chrono::steady_clock::now().time_since_epoch());
        };
    };
    /// The journal must outlive this.
    JournalPruner(Journal &journal, Plan plan, QObject *parent = nullptr);
    JournalPruner(Journal &journal, Plan plan, Clocks clocks, QObject *parent = nullptr);

    void start();
    /// From the next round on.
    void setKeep(std::chrono::seconds keep) { m_plan.keep = keep; }

Q_SIGNALS:
    void pruned(int entries);
    /// The clock jumped; nothing is deleted for a day.
    void held();

private:
    void beginRound();
    void prune(Timestamp wall);
    void onPruned(const Result<int> &pruned, Timestamp wall);

    Journal &m_journal;
    Plan m_plan;
    const Clocks m_clocks;
    std::optional<ClockTrust> m_trust;
    bool m_isHeld = false;
    QTimer m_timer;
};

} // namespace pl::journal
