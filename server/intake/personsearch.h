#pragma once

#include "models/base/call.h"
#include "models/supabase/restclient.h"
#include "server/intake/personmatcher.h"

namespace pl::intake {

/// Looks up the persons of some leads in the store: a few queries at a time, each read to its last page. On the
/// client's thread. The future finishes once, with an error as soon as one query fails.
class PersonSearch : public Call<PersonMatcher>
{
public:
    /// The matcher with the store's data. The client must outlive the search, or its end cancels the search.
    static QFuture<Result<PersonMatcher>> find(supabase::RestClient &rest, const std::vector<nlohmann::json> &rows);

private:
    PersonSearch(supabase::RestClient &rest, QList<supabase::Query> queries)
        : Call(&rest), m_rest(rest), m_queries(std::move(queries))
    {
    }
    void run() override;
    void askNext();
    void ask(const supabase::Query &query, Timestamp from);
    void onRows(const supabase::Query &query, Timestamp from, const nlohmann::json &rows);
    void onError(const Error &error) override;

    supabase::RestClient &m_rest;
    QList<supabase::Query> m_queries;
    int m_open = 0;
    bool m_hasFailed = false;
    PersonMatcher m_matcher;
};

} // namespace pl::intake
