#include "tests/bench/forwarding/stepbystep.h"

#include "server/intake/personmatcher.h"

#include <QCoreApplication>

namespace pl::bench {

namespace {

constexpr int kBatch = 100;
constexpr qsizetype kEmailsARequest = 60;

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

supabase::Query lookUp(const QByteArray &column, const QStringList &values)
{
    const Timestamp since = Timestamp::now().addSeconds(-30 * 24 * 3600);
    return supabase::Query("leads")
        .select(intake::PersonMatcher::columns())
        .in(column, values)
        .gte("created_at", since)
        .gte("updated_at", since)
        .order("created_at");
}

QList<supabase::Query> lookUps(const std::vector<nlohmann::json> &rows)
{
    QStringList phones;
    QStringList emails;
    for (const auto &row : rows) {
        phones += QString::fromStdString(row["phone_number"].get<std::string>());
        const QString email = QString::fromStdString(row["email"].get<std::string>());
        emails += {email, email.left(1).toUpper() + email.sliced(1)};
    }
    QList<supabase::Query> queries{lookUp("phone_number", phones)};
    for (qsizetype i = 0; i < emails.size(); i += kEmailsARequest)
        queries += lookUp("email", emails.mid(i, kEmailsARequest));
    return queries;
}

bool send(supabase::RestClient &rest, const QList<journal::Entry> &entries)
{
    std::vector<nlohmann::json> rows;
    for (const journal::Entry &entry : entries)
        rows.push_back(rowOf(entry));
    intake::PersonMatcher matcher;
    for (const supabase::Query &query : lookUps(rows)) {
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
