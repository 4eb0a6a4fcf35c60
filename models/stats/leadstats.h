#pragma once

#include "models/base/later.h"
#include "models/base/result.h"
#include "models/stats/factbook.h"
#include "models/stats/statsquery.h"

namespace pl::stats {

/// How long some leads waited for their plumber, in seconds. The assignment that holds counts; a lead that was taken
/// back waits again. Imported leads don't count: a file doesn't say when they were assigned.
struct Spread
{
    int count = 0;
    std::optional<qint64> median; ///< between the two in the middle, if there are two
    std::optional<qint64> p90;    ///< nine of ten waited no longer

    bool operator==(const Spread &) const = default;
};

Spread spreadOf(std::vector<qint64> seconds);

/// The numbers of the cards.
struct Headline
{
    int leads = 0;
    int judged = 0; ///< of these, without imported ones: assigned, or still open after their deadline
    int inTime = 0; ///< of these: assigned before their deadline
    Spread toAssign;
    qint64 paidCents = 0;     ///< payments made in the range: charged and kept
    qint64 refundedCents = 0; ///< of payments made in the range
    qint64 costCents = 0;     ///< what the sources charge for the range's leads

    bool operator==(const Headline &) const = default;
    qint64 marginCents() const { return paidCents - costCents; }
};

using ByUrgency = std::array<int, 3>;

struct WeekTimes
{
    DayRange days; ///< from Monday to Sunday, cut to the range
    ByUrgency received{};
    std::array<Spread, 3> toAssign; ///< by Urgency
};

struct ServiceLeads
{
    QString service;
    int leads = 0;
};

struct SourceStats
{
    QUuid source; ///< null: leads without one
    int received = 0;
    int duplicates = 0; ///< of these
    int invalid = 0;    ///< of these
    int toSort = 0;     ///< wait for somebody now, whenever they came
    qint64 costCents = 0;
    qint64 paidCents = 0;
    qint64 refundedCents = 0;

    bool operator==(const SourceStats &) const = default;
    qint64 marginCents() const { return paidCents - costCents; }
    /// Rounded; of what has received something.
    qint64 marginOfOne() const;
};

/// Of the offers made in the range.
struct Answers
{
    int accepted = 0;
    int declined = 0;
    int silent = 0;
    int open = 0; ///< not answered yet, or taken back by the office

    bool operator==(const Answers &) const = default;
    int answered() const { return accepted + declined + silent; }
    int offered() const { return answered() + open; }
};

struct PlumberAnswers
{
    QUuid plumber;
    Answers answers;
};

struct MonthMoney
{
    QDate month; ///< its first day
    qint64 paidCents = 0;
    qint64 refundedCents = 0;
};

/// What the dashboard shows. Lists are in the order in which they are shown: the most first.
struct LeadStats
{
    StatsQuery query;
    Headline now;
    Headline before;       ///< of the range before
    QList<ByUrgency> days; ///< of the range
    QList<WeekTimes> weeks;
    std::array<ByUrgency, kAgeHours.size() + 1> ages{}; ///< open leads, the youngest first
    QList<ServiceLeads> services;
    QList<SourceStats> sources;
    Answers answers;
    QList<PlumberAnswers> plumbers;
    QList<MonthMoney> months; ///< twelve, up to the one in which the range ends
    int foreignPayments = 0;  ///< of the range: left out, because they are in another currency
};

LeadStats statsOf(const StatsFacts &facts, const StatsQuery &query);

/// The same on a worker thread: copies of the facts are cheap.
Later<Result<LeadStats>> statsLater(const StatsFacts &facts, const StatsQuery &query);

} // namespace pl::stats
