#include "tests/server/sorting/sortingoffice.h"

#include "tests/support/waiting.h"

#include <QDir>
#include <QTest>

namespace pl::test {

using nlohmann::json;
using supabase::HttpRequest;
using supabase::HttpResponse;
using supabase::Query;

QByteArray said(const json &value)
{
    return QByteArray::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

QFuture<Result<HttpResponse>> TroubledStore::send(HttpRequest request)
{
    const Result<HttpResponse> away = trouble;
    if (isAway)
        return QtFuture::makeReadyFuture(away);
    if (request.method == "GET")
        return m_store.send(std::move(request));
    written += request.method + ' ' + request.target;
    const bool isItem = request.target.startsWith("/rest/v1/intake_items") && request.method == "PATCH";
    const QByteArray refused = isItem                                        ? refusesItems
                               : request.target.startsWith("/rest/v1/leads") ? refuses
                                                                             : QByteArray();
    if (!refused.isEmpty() && request.body.contains(refused))
        return QtFuture::makeReadyFuture(Result<HttpResponse>(HttpResponse{
            400, {{"Content-Type", "application/json"}}, QByteArray("{\"code\":\"22001\",\"message\":\"too long\"}")}));
    if (lostAnswers == 0)
        return m_store.send(std::move(request));
    --lostAnswers;
    return m_store.send(std::move(request)).then([away](const Result<HttpResponse> &) { return away; });
}

QFuture<Result<json>> ScriptedMaker::fetch(const QString &service, const QString &id, const QByteArray &token)
{
    asked += service + QLatin1Char(' ') + id + QLatin1Char(' ') + QString::fromUtf8(token);
    return QtFuture::makeReadyFuture(answer(id));
}

SortingOffice::SortingOffice()
{
    supabase = std::move(embedded::EmbeddedSupabase::open({m_dir.filePath(QStringLiteral("store"))})).value();
    store = std::make_unique<TroubledStore>(*supabase);
    key = std::make_unique<supabase::KeyCredentials>(supabase->keys().serviceKey);
    rest = std::make_unique<supabase::RestClient>(*store, *key, nullptr, supabase::RetryPolicy{.attempts = 1});
    journal = std::move(journal::Journal::open({m_dir.filePath(QStringLiteral("journal.sqlite"))})).value();
    book = std::make_unique<sorting::SourceBook>(*rest);
    insert("services", {{"name", "Drain Cleaning"}, {"category", "Maintenance"}, {"price_cents", 2500}});
}

void SortingOffice::insert(const QByteArray &table, const json &row)
{
    const auto inserted = wait(rest->insert(Query(table), row));
    QVERIFY2(inserted.ok(), inserted ? "" : qPrintable(inserted.error().message));
}

QUuid SortingOffice::addSource(const json &columns)
{
    const QUuid id = QUuid::createUuid();
    const SourceKey key = SourceKey::create(SourceKey::Kind::Hook);
    json row{{"id", toJson(id)},
             {"name", "Source " + id.toString(QUuid::Id128).left(8).toStdString()},
             {"kind", "hook"},
             {"key_hash", key.hash().toStdString()},
             {"key_prefix", toJson(key.prefix())}};
    row.update(columns);
    insert("lead_sources", row);
    return id;
}

void SortingOffice::change(const QByteArray &table, const QUuid &id, const json &changes)
{
    const auto changed = wait(rest->update(Query(table).select("id").eq("id", id), changes));
    QVERIFY2(changed.ok(), changed ? "" : qPrintable(changed.error().message));
    QCOMPARE(changed->size(), std::size_t(1));
}

QUuid SortingOffice::addItem(const QUuid &source, const json &body, const json &columns)
{
    const QUuid id = QUuid::createUuid();
    json row{{"id", toJson(id)},       {"source_id", toJson(source)}, {"content_type", "application/json"},
             {"cause", "unmapped"},    {"status", "retry"},           {"body", body.dump()},
             {"body_encoding", "text"}};
    if (columns.is_object())
        row.update(columns);
    insert("intake_items", row);
    return id;
}

bool SortingOffice::post(const intake::HookEntry &entry)
{
    return journal->submitEvent(entry.submission(Timestamp::now())).result().ok();
}

bool SortingOffice::post(const QUuid &source, const json &body)
{
    return post({source, "application/json", QByteArray::fromStdString(body.dump())});
}

json SortingOffice::rows(const QByteArray &table, const QByteArray &columns)
{
    return wait(rest->selectJson(Query(table).select(columns).order("id"))).valueOr(json::array());
}

/// The one row of a table; null when there are none or several.
json SortingOffice::only(const QByteArray &table)
{
    const json found = rows(table);
    return found.size() == 1 ? found.front() : json();
}

qint64 SortingOffice::inJournal(journal::EntryState state)
{
    return journal->count(state, intake::HookEntry::kKind).result().valueOr(-1);
}

qint64 SortingOffice::journalBytes() const
{
    qint64 bytes = 0;
    for (const QFileInfo &file : QDir(m_dir.path()).entryInfoList({QStringLiteral("journal.sqlite*")}, QDir::Files))
        bytes += file.size();
    return bytes;
}

} // namespace pl::test
