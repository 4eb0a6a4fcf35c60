#include "server/sorting/retryworker.h"

#include "models/base/answer.h"

namespace pl::sorting {

using nlohmann::json;
using shared::WorkLoop;
using supabase::Condition;
using supabase::Query;

namespace {

constexpr int kMaxItems = 100; // more than rest at any time, or those behind them would never be tried

WorkLoop::Pace withParallel(WorkLoop::Pace pace, int parallel)
{
    pace.parallel = parallel;
    return pace;
}

} // namespace

RetryWorker::RetryWorker(supabase::RestClient &rest, SourceBook &book, LeadSourceApi *api, Pace pace, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_book(book)
    , m_api(api)
    , m_items([this] { return look("neq"); }, [this](const json &row) { return work(row); }, withParallel(pace, 1))
    , m_fetches([this] { return look("eq"); }, [this](const json &row) { return work(row); }, withParallel(pace, 4))
{
    relay(m_items);
    relay(m_fetches);
}

void RetryWorker::relay(WorkLoop &loop)
{
    connect(&loop, &WorkLoop::failed, this, &RetryWorker::failed);
    connect(&loop, &WorkLoop::delayed, this, &RetryWorker::delayed);
    connect(&loop, &WorkLoop::worked, this, &RetryWorker::worked);
}

void RetryWorker::follow(supabase::OfficeNews &news)
{
    m_items.follow(news, {"intake_items"});
    m_fetches.follow(news, {"intake_items"});
}

void RetryWorker::start()
{
    m_items.start();
    m_fetches.start();
}

/// Without the bodies: many of a megabyte each are more than a store answers at once. The rules are read after the
/// items: whoever saves a mapping and then asks for another try means that mapping.
QFuture<Result<json>> RetryWorker::look(const QByteArray &causeIs)
{
    const auto due =
        Query("intake_items")
            .select("id,version")
            .eq("status", QString(enumName(IntakeStatus::Retry)))
            .filter("cause", causeIs, QString(enumName(IntakeCause::NotFetched)))
            .any({Condition::isNull("retry_at"), Condition::compare("retry_at", "lte", Timestamp::now().toString())})
            .order("updated_at")
            .limit(kMaxItems);
    const Answer<json> answer;
    onResult(this, m_rest.selectJson(due), [this, answer](const Result<json> &items) {
        if (!items || items->empty())
            return answer.finish(items);
        onResult(this, m_book.read(), [answer, items](const Result<OfficeRulesPtr> &rules) {
            answer.finish(rules ? items : rules.error());
        });
    });
    return answer.future();
}

/// An item that somebody has settled or changed meanwhile is not for this look.
QFuture<Result<>> RetryWorker::work(const json &row)
{
    JsonReader reader(row);
    const auto item = Query("intake_items")
                          .select(RetryCall::columns())
                          .eq("id", reader.uuid("id"))
                          .eq("version", reader.integer("version"));
    const Answer<> answer;
    onResult(this, m_rest.selectJson(item), [this, answer](const Result<json> &rows) {
        if (!rows || rows->empty())
            return answer.finish(rows ? Result<>() : Result<>(rows.error()));
        onResult(this, RetryCall::retry({m_rest, m_api, m_book.latest()}, rows->front()),
                 [this, answer](const Result<Retried> &outcome) {
                     if (outcome)
                         Q_EMIT retried(*outcome);
                     answer.finish(outcome ? Result<>() : Result<>(outcome.error()));
                 });
    });
    return answer.future();
}

} // namespace pl::sorting
