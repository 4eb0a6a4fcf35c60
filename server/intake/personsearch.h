#pragma once

#include "models/supabase/restclient.h"
#include "server/intake/personmatcher.h"

#include <QPromise>

#include <memory>

namespace pl::intake {

/// Looks up the persons of some leads in the store: a few queries at a time, each read to its last page. On the
/// client's thread. The future finishes once, with an error as soon as one query fails.
class PersonSearch : public std::enable_shared_from_this<PersonSearch>
{
public:
    /// The matcher with the store's data. The client must outlive the search, or its end cancels the search.
    static QFuture<Result<PersonMatcher>> find(supabase::RestClient &rest, const std::vector<nlohmann::json> &rows);

private:
    explicit PersonSearch(supabase::RestClient &rest) : m_rest(rest) {}
    void askNext();
    void ask(const supabase::Query &query, Timestamp from);
    void onAnswer(const supabase::Query &query, Timestamp from, const Result<nlohmann::json> &rows);
    void finish(const Result<PersonMatcher> &result);

    supabase::RestClient &m_rest;
    QList<supabase::Query> m_queries;
    int m_open = 0;
    bool m_isFinished = false;
    PersonMatcher m_matcher;
    QPromise<Result<PersonMatcher>> m_promise;
};

} // namespace pl::intake
