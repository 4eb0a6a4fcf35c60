#pragma once

#include "models/supabase/officenews.h"
#include "server/billing/nighttimer.h"
#include "server/customer/keepingcall.h"
#include "server/journal/journalpruner.h"
#include "server/main/dutywatch.h"
#include "server/metrics/registry.h"

namespace pl {

/// Lets go of what was kept long enough, every night at three by the office's clock. What will go next is written down
/// then, ten minutes after the start, and when somebody changes the keeping times. Hands the journal's keeping time on
/// to its pruner. Does nothing while this machine's clock can't be trusted: a dead battery must not make everything
/// look old. Logs numbers, never whose data they were.
class CustomerDuty : public QObject
{
    Q_OBJECT
public:
    struct Dependencies
    {
        supabase::OfficeNews &news;
        DutyWatch &watch;
        journal::Journal &journal;
        journal::JournalPruner &pruner;
        metrics::Registry &metrics;
    };
    /// For tests: other clocks.
    struct Clocks
    {
        std::function<Timestamp()> wall = &Timestamp::now;
        std::function<journal::ClockTrust::Uptime()> uptime = [] {
            return std::chrono::duration_cast<journal::ClockTrust::Uptime>(
                std::chrono::steady_clock::now().time_since_epoch());
        };
        billing::NightTimer::Pace night = {};
    };
    /// All must outlive the duty.
    CustomerDuty(customer::EraseTools tools, const Dependencies &dependencies);
    CustomerDuty(customer::EraseTools tools, const Dependencies &dependencies, Clocks clocks);

    void start();

Q_SIGNALS:
    /// A night's work is over.
    void worked(const pl::Result<pl::customer::LetGo> &outcome);
    /// The clock jumped; this night nothing is let go.
    void held();

private:
    void readSettings();
    void takeSettings(const nlohmann::json &rows);
    bool isClockBelieved();
    void foresee();
    void endWork();
    void work();
    void onWorked(const Result<customer::LetGo> &outcome);
    void count(const customer::LetGo &gone);

    const customer::EraseTools m_tools;
    const Dependencies m_dependencies;
    const Clocks m_clocks;
    metrics::Family<metrics::Counter> &m_gone;
    metrics::Family<metrics::Gauge> &m_lastNight;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<KeepingTimes> m_times;
    std::optional<journal::ClockTrust> m_trust;
    billing::NightTimer m_night;
    QTimer m_trustTimer;
    bool m_isWorking = false;
    bool m_looksAgain = false; ///< the times were changed meanwhile
};

} // namespace pl
