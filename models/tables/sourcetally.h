#pragma once

#include "models/replica/officereplica.h"
#include "models/tables/rowchanges.h"

#include <array>
#include <functional>
#include <numeric>

namespace pl::tables {

/// What one source has sent. Days are the office's own, of the local time zone.
struct SourceFigures
{
    static constexpr int kDays = 14;

    int received = 0;               ///< without tests
    int duplicates = 0;             ///< of these
    int tests = 0;                  ///< beside these
    std::array<int, kDays> byDay{}; ///< of these, the last days; today is the last one
    qint64 knownCostCents = 0;      ///< what the source itself said it charged
    int withoutCost = 0;            ///< leads of which it didn't
    std::optional<Timestamp> last;  ///< when the newest of these came

    bool operator==(const SourceFigures &) const = default;
    int today() const { return byDay.back(); }
    int week() const { return std::accumulate(byDay.end() - 7, byDay.end(), 0); }
    /// In all, when each of the others cost `eachCents`.
    qint64 costCents(qint64 eachCents) const { return knownCostCents + withoutCost * eachCents; }
    /// Of one lead, on average.
    qint64 costOfOne(qint64 eachCents) const
    {
        return received > 0 ? (costCents(eachCents) + received / 2) / received : eachCents;
    }
};

/// Counts the replica's leads by source: each lead once when it comes or changes, not when something is painted; all of
/// them, a million in some 10 ms, when a day begins. Lives on the GUI thread.
class SourceTally : public QObject, private columns::ColumnWatcher
{
    Q_OBJECT

public:
    /// `replica` must outlive the tally.
    explicit SourceTally(const replica::OfficeReplica &replica, std::function<Timestamp()> clock = &Timestamp::now,
                         QObject *parent = nullptr);

    SourceFigures figures(const QUuid &source) const { return m_figures.value(source); }
    /// The first day of `byDay`.
    QDate firstDay() const { return m_firstDay; }
    /// Counts again when a new day has begun.
    void noteTime();

Q_SIGNALS:
    void changed();

private:
    /// What counts of a lead.
    struct Counted
    {
        QUuid source; ///< null: nothing does
        Timestamp created;
        std::optional<qint64> costCents;
        bool isTest = false;
        bool isDuplicate = false;
        bool operator==(const Counted &) const = default;
    };
    void leaving(columns::Row row) override;
    void arrived(columns::Row row) override;
    void startAnew();
    void recount();
    void tell();
    Counted countedOf(columns::Row lead) const;
    void add(SourceFigures &figures, const Counted &lead, int sign) const;
    void beginDays();

    const replica::OfficeReplica &m_replica;
    std::function<Timestamp()> m_clock;
    WatchedEngine m_engine;
    QHash<QUuid, SourceFigures> m_figures;
    Counted m_leaving;     ///< as it was before it changes, or goes
    bool m_isNews = false; ///< since changed()
    QDate m_firstDay;
    std::array<qint64, SourceFigures::kDays + 1> m_dayStarts{}; ///< micros; the last one is tomorrow's
};

} // namespace pl::tables
