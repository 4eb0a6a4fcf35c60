#pragma once

#include "models/tables/leadfilter.h"

#include <QDate>
#include <QTimeZone>

#include <array>

namespace pl::stats {

/// Days in a row, the last one too.
struct DayRange
{
    QDate from;
    QDate to;

    bool operator==(const DayRange &) const = default;
    qint64 days() const { return from.daysTo(to) + 1; }
    bool isWholeMonths() const;
    /// That it touches.
    int months() const { return (to.year() - from.year()) * 12 + to.month() - from.month() + 1; }
    /// As many days just before; of whole months, as many months.
    DayRange before() const;
    /// As many just after.
    DayRange after() const;
};

/// Which leads are counted, and by which rules. Days begin at midnight in `zone`. Tests are never counted.
struct StatsQuery
{
    DayRange range;
    QTimeZone zone = QTimeZone::systemTimeZone();
    QSet<QUuid> sources;  ///< empty: all; the null id stands for leads without a source
    QStringList services; ///< empty: all; an empty text stands for leads whose service is unknown
    Timestamp now;
    std::array<qint64, 3> minutesToAssign{120, 2880, 10080}; ///< by Urgency
    QString currency = QStringLiteral("usd");                ///< payments in others are not added up
    QHash<QUuid, qint64> sourceCosts; ///< cents, of each lead of which the source itself said nothing
    QHash<QUuid, int> toSort;         ///< how many items of a source wait for somebody

    Timestamp startOf(QDate day) const;
};

// The leads behind a number, as the table of leads shows them.

/// Received in those days.
tables::LeadFilter receivedIn(const StatsQuery &query, const DayRange &days, std::optional<Urgency> urgency = {});
tables::LeadFilter receivedFromSource(const StatsQuery &query, const QUuid &source);
tables::LeadFilter receivedForService(const StatsQuery &query, const QString &service);
/// Received in the range, and that plumber's now.
tables::LeadFilter receivedForPlumber(const StatsQuery &query, const QUuid &plumber);
/// Open, and of that age (a place in LeadStats::ages). The range doesn't matter.
tables::LeadFilter openOfAge(const StatsQuery &query, int age);

/// In hours: where one age ends and the next one begins.
inline constexpr std::array<int, 5> kAgeHours{1, 4, 24, 72, 168};
/// Leads of an age were received from the first moment on, and before the second one.
std::pair<std::optional<Timestamp>, std::optional<Timestamp>> receivedAtAge(int age, Timestamp now);

} // namespace pl::stats
