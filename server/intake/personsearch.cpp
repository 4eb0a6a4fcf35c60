#include "server/intake/personsearch.h"

namespace pl::intake {

namespace {

// A client has six connections per host, and others need some of them.
constexpr int kAtOnce = 4;

/// Where to continue after an answer cut off at its limit; empty if it was complete or can't be continued.
std::optional<Timestamp> restFrom(const nlohmann::json &rows, Timestamp from)
{
    if (rows.size() < std::size_t(supabase::kPageRows))
        return std::nullopt;
    const auto last = PersonMatcher::createdAt(rows.back());
    return last && *last > from ? last : std::nullopt;
}

} // namespace

QFuture<Result<PersonMatcher>> PersonSearch::find(supabase::RestClient &rest, const std::vector<nlohmann::json> &rows)
{
    return (new PersonSearch(rest, PersonMatcher::queries(rows)))->start();
}

void PersonSearch::run()
{
    for (int i = 0; i < kAtOnce; ++i)
        askNext();
}

void PersonSearch::askNext()
{
    if (!m_queries.isEmpty())
        ask(m_queries.takeFirst(), {});
    else if (m_open == 0)
        finish(m_matcher);
}

/// `from`: where this page begins. Rows of exactly that time are read twice, which is harmless.
void PersonSearch::ask(const supabase::Query &query, Timestamp from)
{
    ++m_open;
    auto page = query;
    if (from.micros > 0)
        page.gte("created_at", from);
    then(m_rest.selectJson(page), [this, query, from](const nlohmann::json &rows) { onRows(query, from, rows); });
}

void PersonSearch::onRows(const supabase::Query &query, Timestamp from, const nlohmann::json &rows)
{
    --m_open;
    if (m_hasFailed)
        return;
    m_matcher.learn(rows);
    const auto more = restFrom(rows, from);
    more ? ask(query, *more) : askNext();
}

void PersonSearch::onError(const Error &error)
{
    m_hasFailed = true;
    finish(error);
}

} // namespace pl::intake
