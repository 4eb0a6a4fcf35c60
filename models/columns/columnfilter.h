#pragma once

#include "models/columns/leadcolumns.h"

#include <QSet>
#include <QStringList>

namespace pl::columns {

/// Which leads are wanted: LeadFilter (models/tables) without its text. An empty set or list means "any".
struct ColumnFilter
{
    QSet<LeadStatus> statuses;
    QSet<Urgency> urgencies;
    QStringList services;
    bool dueNowOnly = false;
    bool unansweredOnly = false; ///< assigned, and the plumber hasn't accepted
    QSet<ClosedReason> closedReasons;
    QSet<QUuid> sources;                    ///< the null id stands for leads without a source
    QSet<QUuid> plumbers;                   ///< the null id stands for leads without a plumber
    QStringList zipPrefixes;                ///< "787" is all of Austin
    std::optional<Timestamp> receivedFrom;  ///< that moment too
    std::optional<Timestamp> receivedUntil; ///< without that moment
    bool hidesTests = false;
    bool hidesDuplicates = false;

    bool operator==(const ColumnFilter &) const = default;
    bool isEmpty() const { return *this == ColumnFilter{}; }
};

/// A filter on columns: states by one table, names by their numbers.
class FilterRun
{
public:
    /// `columns` outlives this.
    FilterRun(const LeadColumns &columns, const ColumnFilter &filter);

    bool matches(Row row, Timestamp now) const;
    /// Keeps the rows that match; a million takes 1 to 2 ms for each kind of condition.
    void narrow(Bitmap &rows, Timestamp now) const;
    /// When the row matches or no longer matches without having changed; none if never. After `now`.
    std::optional<Timestamp> nextChange(Row row, Timestamp now) const;
    bool changesInTime() const { return m_filter.dueNowOnly; }

private:
    using Code = ColumnDictionary::Code;
    /// The numbers of one dictionary that match; made again when numbers have got other meanings.
    struct Codes
    {
        Bitmap wanted = Bitmap();
        std::uint64_t revision = 0;
    };
    static bool isWanted(LeadState state, const ColumnFilter &filter);
    bool matchesTimes(Row row) const;
    bool isDue(Row row, Timestamp now) const;
    const Bitmap &services() const;
    const Bitmap &zips() const;
    const Bitmap &ids(const ColumnDictionary &names, const QSet<QUuid> &wanted, Codes &codes) const;

    const LeadColumns *m_columns;
    ColumnFilter m_filter;
    std::array<bool, LeadState::kCount> m_states;
    bool m_anyState = true;
    mutable Codes m_services, m_zips, m_sources, m_plumbers;
};

} // namespace pl::columns
