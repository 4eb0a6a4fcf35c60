#pragma once

#include "models/columns/columnsearch.h"
#include "models/replica/officereplica.h"

namespace pl::replica {

/// Finds leads by what is typed of their customers: name, phone number and e-mail address. Looks through the columns,
/// so that a letter costs some ms with a million leads. Erased ones are never found. Lives on the replica's thread.
class LeadFinder
{
public:
    /// The most rows that are given.
    static constexpr std::size_t kMostRows = 4'000;
    enum class Where { People, PeopleAndZip };

    struct Found
    {
        std::vector<columns::Row> rows; ///< the newest lead first
        qsizetype count = 0;            ///< of all that match
        bool isCut() const { return count > qsizetype(rows.size()); }
    };

    /// `replica` must outlive this.
    explicit LeadFinder(const OfficeReplica &replica) : m_replica(replica) {}

    /// Every word, or all digits, must occur. Nothing for an empty line.
    Found find(const QString &typed, Where where = Where::People) const;
    /// What any of these finds, each row once.
    Found findAny(const QStringList &texts) const;
    /// Whoever forgets a customer calls it: what a search was kept of is gone.
    void forget() { m_search.reset(); }

private:
    columns::ColumnSearch &search(Where where) const;

    const OfficeReplica &m_replica;
    mutable std::shared_ptr<columns::LeadEngine> m_engine; ///< that m_search looks through
    mutable std::optional<columns::ColumnSearch> m_search;
};

/// The ids of leads, the newest first: `most` of them, without those that `wants` doesn't want.
QList<QUuid> newestLeads(const OfficeReplica &replica, qsizetype most,
                         const std::function<bool(const columns::LeadColumns &leads, columns::Row row)> &wants = {});

} // namespace pl::replica
