#pragma once

#include "models/base/timestamp.h"
#include "models/supabase/query.h"

#include <QHash>
#include <QList>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace pl::intake {

/// Finds leads from a person who recently asked for the same service: same phone number or e-mail address (in its usual
/// spellings), same service, at most 30 days earlier. What is unknown is nobody's in particular: neither an empty text
/// nor a phone number that nobody can have makes two leads the same person's, and without a service a lead is like no
/// other. Tests are kept apart from leads.
///
/// Works on rows of `leads` as JSON and makes no requests: run `queries` (as PersonSearch does), pass their rows to
/// `learn`, then call `link`.
class PersonMatcher
{
public:
    /// The columns that `learn` needs.
    static QByteArray columns();
    /// When a lead arrived; empty if the row has no time.
    static std::optional<Timestamp> createdAt(const nlohmann::json &row);

    /// The queries to look up these rows' persons in the store, split so that none is too long.
    static QList<supabase::Query> queries(const std::vector<nlohmann::json> &rows);

    /// Adds rows from the store. An unreadable row is skipped, since it can't be matched.
    void learn(const nlohmann::json &rows);
    /// Adds rows that were linked before these but may have reached the store after it was queried.
    void learn(const std::vector<nlohmann::json> &linked);

    /// Sets `duplicate_of` of each row to the first lead of its person, or null. Each row counts as an earlier lead for
    /// the rows after it.
    void link(std::vector<nlohmann::json> &rows);

private:
    struct Lead
    {
        QUuid id;
        QUuid original; ///< the lead itself if it is the first
        Timestamp at;
    };
    static QString phoneOf(const nlohmann::json &row);
    static QString emailOf(const nlohmann::json &row);
    static QStringList keysOf(const nlohmann::json &row);
    void remember(const nlohmann::json &row);
    std::optional<Lead> earliest(const nlohmann::json &row) const;

    QHash<QString, QList<Lead>> m_byKey;
};

} // namespace pl::intake
