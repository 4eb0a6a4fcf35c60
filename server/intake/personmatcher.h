#pragma once

#include "models/base/timestamp.h"
#include "models/supabase/query.h"

#include <QHash>
#include <QList>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace pl::intake {

/// Tells which leads come from a person who asked for the same service not long before: the same telephone number or
/// e-mail address (in its usual spellings), the same service, at most 30 days earlier.
///
/// Works on rows of `leads` as JSON; asks nobody itself: run `queries` (PersonSearch does), hand their rows to
/// `learn`, then `link`.
class PersonMatcher
{
public:
    /// The most columns that `learn` needs.
    static QByteArray columns();
    /// When a row came in; nothing when it does not say.
    static std::optional<Timestamp> createdAt(const nlohmann::json &row);

    /// What to ask the store about these rows, in requests of a moderate length.
    static QList<supabase::Query> queries(const std::vector<nlohmann::json> &rows);

    /// Takes in rows of the store. A row that can't be read is passed over: it can't be matched.
    void learn(const nlohmann::json &rows);
    /// Takes in rows that were linked before these and may have reached the store after it was asked.
    void learn(const std::vector<nlohmann::json> &linked);

    /// Sets `duplicate_of` of each row to the first lead of its person, or null. Rows count as earlier leads for those
    /// behind them.
    void link(std::vector<nlohmann::json> &rows);

private:
    struct Lead
    {
        QUuid id;
        QUuid original; ///< the lead itself when it is the first
        Timestamp at;
    };
    static QStringList keysOf(const nlohmann::json &row);
    void remember(const nlohmann::json &row);
    std::optional<Lead> earliest(const nlohmann::json &row) const;

    QHash<QString, QList<Lead>> m_byKey;
};

} // namespace pl::intake
