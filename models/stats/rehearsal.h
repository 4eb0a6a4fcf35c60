#pragma once

#include "models/columns/leadcolumns.h"
#include "models/domain/officesettings.h"
#include "models/domain/ranking.h"

#include <functional>

namespace pl::stats {

/// What a rehearsal is made of: small copies that a worker thread may keep.
struct RehearsalInput
{
    QList<Lead> leads; ///< in any order; those that nobody would assign are left out
    PlumberRoster roster;
    QHash<QUuid, AnswerRecord> answers; ///< how plumbers answered the offers of that time
    DispatchSettings before;
    DispatchSettings after;
    OfficeSettings prices;
    QList<Service> services;
};

/// What one set of rules does to those leads.
struct RehearsedSide
{
    QHash<QUuid, int> leads; ///< by plumber; none for who gets nothing
    int placed = 0;          ///< found a plumber
    int byItself = 0;        ///< of them, those that the server assigns itself
    qint64 earnsCents = 0;   ///< what their plumbers pay, if all accept

    bool operator==(const RehearsedSide &) const = default;
};

/// The same leads by two sets of rules.
struct Rehearsal
{
    int leads = 0;
    RehearsedSide before;
    RehearsedSide after;

    bool operator==(const Rehearsal &) const = default;
    /// Who got leads by the rules before and gets none by the others.
    QList<QUuid> emptyHanded() const;
    /// Whom the change concerns: the largest difference first.
    QList<QUuid> changed() const;
};

/// The leads that may count: received in the 30 days before `now`, and neither tests, duplicates nor erased.
QList<QUuid> rehearsalIds(const columns::LeadColumns &leads, Timestamp now);
/// Those of them that count: not imported either.
QList<Lead> rehearsalLeads(QList<Lead> leads);

/// Gives each lead, in the order they came, to its best plumber by each set of rules, as if the plumber then accepted:
/// today's leads fill the caps, and who got one waits again. How willingly and how fast plumbers answer is taken from
/// `answers` and stays. A pure function for any thread. `goOn` is told the share done, 0 to 1, and stops it by false:
/// then the Error is Cancelled.
Result<Rehearsal> rehearse(const RehearsalInput &input, const std::function<bool(double)> &goOn = {});

} // namespace pl::stats
