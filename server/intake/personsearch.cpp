#include "server/intake/personsearch.h"

#include "models/base/onresult.h"

namespace pl::intake {

namespace {

// A client has six connections per host, and others need some of them.
constexpr int kAtOnce = 4;

/// Where to continue after an answer cut off at its limit; empty if it was complete or can't be continued.
std::optional<Timestamp> restFrom(const nlohmann::json &rows, Timestamp from)
{
    if (!rows.is_array() || rows.size() < std::size_t(supabase::kPageRows))
        return std::nullopt;
    const auto last = PersonMatcher::createdAt(rows.back());
    return last && *last > from ? last : std::nullopt;
}

} // namespace

QFuture<Result<PersonMatcher>> PersonSearch::find(supabase::RestClient &rest, const std::vector<nlohmann::json> &rows)
{
    const std::shared_ptr<PersonSearch> search(new PersonSearch(rest));
    search->m_queries = PersonMatcher::queries(rows);
    search->m_promise.start();
    for (int i = 0; i < kAtOnce; ++i)
        search->askNext();
    return search->m_promise.future();
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
    onResult(&m_rest, m_rest.selectJson(page),
             [self = shared_from_this(), query, from](const Result<nlohmann::json> &rows) {
                 self->onAnswer(query, from, rows);
             });
}

void PersonSearch::onAnswer(const supabase::Query &query, Timestamp from, const Result<nlohmann::json> &rows)
{
    --m_open;
    if (!rows)
        finish(rows.error());
    if (m_isFinished)
        return;
    m_matcher.learn(*rows);
    const auto more = restFrom(*rows, from);
    more ? ask(query, *more) : askNext();
}

void PersonSearch::finish(const Result<PersonMatcher> &result)
{
    if (std::exchange(m_isFinished, true))
        return;
    m_queries.clear();
    m_promise.addResult(result);
    m_promise.finish();
}

} // namespace pl::intake
