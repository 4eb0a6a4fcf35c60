#include "models/replica/importer.h"

#include "models/replica/importrun.h"
#include "models/replica/importundorun.h"

namespace pl::replica {

using supabase::Query;

namespace {

constexpr int kShownImports = 20;

Query oneImport(const QUuid &id)
{
    return Query("imports").select(ImportRecord::columns()).eq("id", id);
}

Result<ImportRecord> onlyRecord(const Result<nlohmann::json> &rows)
{
    return rows.andThen([](const nlohmann::json &list) -> Result<ImportRecord> {
        if (list.empty())
            return Error{ErrorCode::NotFound, QStringLiteral("There is no such import.")};
        return ImportRecord::fromJson(list[0]);
    });
}

} // namespace

Importer::Importer(supabase::RestClient &client, QObject *parent, std::chrono::milliseconds firstPause)
    : QObject(parent), m_client(client), m_firstPause(firstPause)
{
}

Importer::~Importer() = default;

QUuid Importer::rowId(const QUuid &importId, int line)
{
    return QUuid::createUuidV5(importId, QByteArray::number(line));
}

template <class T, class Work>
QFuture<Result<T>> Importer::begin(Work *work)
{
    m_isRunning = true;
    m_cancel = [work] { work->cancel(); };
    const Answer<T> answer;
    onResult(this, work->start(), [this, answer](const Result<T> &result) {
        m_isRunning = false;
        m_cancel = {};
        answer.finish(result);
    });
    return answer.future();
}

namespace {

template <class T>
QFuture<Result<T>> refused(const char *why)
{
    const Answer<T> answer;
    answer.finish(Error{ErrorCode::Conflict, QString::fromLatin1(why)});
    return answer.future();
}

} // namespace

QFuture<Result<ImportOutcome>> Importer::run(ImportOrder order)
{
    return run(std::make_shared<const ImportOrder>(std::move(order)));
}

QFuture<Result<ImportOutcome>> Importer::run(const std::shared_ptr<const ImportOrder> &order)
{
    if (m_isRunning)
        return refused<ImportOutcome>("Another import is going on.");
    const auto told = [this](int done, int total) { Q_EMIT progressed(done, total); };
    return begin<ImportOutcome>(new ImportRun(m_client, order, told, m_firstPause, this));
}

QFuture<Result<ImportUndo>> Importer::undo(const QUuid &importId)
{
    if (m_isRunning)
        return refused<ImportUndo>("Another import is going on.");
    const auto told = [this](int done, int total) { Q_EMIT progressed(done, total); };
    return begin<ImportUndo>(new ImportUndoRun(m_client, importId, told, m_firstPause, this));
}

QFuture<Result<ImportRecord>> Importer::keep(const QUuid &importId)
{
    const Answer<ImportRecord> answer;
    const auto query = oneImport(importId).eq("state", QString(enumName(ImportState::Running)));
    onResult(this, m_client.update(query, {{"state", enumText(ImportState::Done)}}),
             [this, answer, importId](const Result<nlohmann::json> &rows) {
                 if (!rows || !rows->empty())
                     return answer.finish(onlyRecord(rows));
                 onResult(this, m_client.selectJson(oneImport(importId)), [answer](const Result<nlohmann::json> &read) {
                     const Result<ImportRecord> record = onlyRecord(read);
                     const bool isKept = !record || record->state == ImportState::Done;
                     answer.finish(isKept ? record
                                          : Error{ErrorCode::Conflict, QStringLiteral("This import is being undone.")});
                 });
             });
    return answer.future();
}

QFuture<Result<QList<ImportRecord>>> Importer::recent()
{
    return m_client.select<ImportRecord>(
        Query("imports").select(ImportRecord::columns()).order("created_at.desc,id.desc").limit(kShownImports));
}

void Importer::cancel()
{
    if (m_cancel)
        m_cancel();
}

} // namespace pl::replica
