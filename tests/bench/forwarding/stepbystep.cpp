#include "tests/bench/forwarding/stepbystep.h"

#include "server/intake/personmatcher.h"

#include <QCoreApplication>

namespace pl::bench {

namespace {

constexpr int kBatch = 100;

Result<nlohmann::json> awaited(const QFuture<Result<nlohmann::json>> &future)
{
    while (!future.isFinished())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return future.result();
}

nlohmann::json rowOf(const journal::Entry &entry)
{
    auto row = nlohmann::json::parse(entry.payload.toStdString());
    for (const char *column : {"zip_code", "description", "external_id", "consent"})
        row.emplace(column, nullptr);
    row["id"] = entry.key.toStdString();
    row["source_id"] = entry.sourceId.toString(QUuid::WithoutBraces).toStdString();
    row["created_at"] = entry.receivedAt.toString().toStdString();
    return row;
}

bool send(supabase::RestClient &rest, const QList<journal::Entry> &entries)
{
    std::vector<nlohmann::json> rows;
    for (const journal::Entry &entry : entries)
        rows.push_back(rowOf(entry));
    intake::PersonMatcher matcher;
    for (const supabase::Query &query : intake::PersonMatcher::queries(rows)) {
        const auto found = awaited(rest.selectJson(query));
        if (!found)
            return false;
        matcher.learn(*found);
    }
    matcher.link(rows);
    const auto query = supabase::Query("leads").select("id").onConflict("id");
    return awaited(rest.insert(query, rows, supabase::OnConflict::IgnoreDuplicates)).ok();
}

} // namespace

bool forwardStepByStep(journal::Journal &journal, supabase::RestClient &rest)
{
    for (;;) {
        const auto entries = journal.waiting(kBatch).result();
        if (!entries || entries->isEmpty())
            return entries.ok();
        QList<qint64> sequences;
        for (const journal::Entry &entry : *entries)
            sequences.append(entry.sequence);
        if (!send(rest, *entries) || !journal.markForwarded(sequences, Timestamp::now()).result())
            return false;
    }
}

} // namespace pl::bench
