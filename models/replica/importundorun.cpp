#include "models/replica/importundorun.h"

#include "models/replica/importrows.h"

namespace pl::replica {

using nlohmann::json;
using supabase::Query;

namespace {

/// As many ids as an address holds.
constexpr int kPageChanges = 100;

} // namespace

ImportUndoRun::ImportUndoRun(supabase::RestClient &client, const QUuid &importId, Progress progress,
                             std::chrono::milliseconds firstPause, QObject *parent)
    : StubbornCall(firstPause, parent), m_client(client), m_id(importId), m_progress(std::move(progress))
{
}

void ImportUndoRun::run()
{
    const Query query = Query("imports").select(ImportRecord::columns()).eq("id", m_id);
    need<QList<ImportRecord>>(
        [this, query] { return m_client.select<ImportRecord>(query); },
        [this](const QList<ImportRecord> &found) {
            if (found.isEmpty())
                return finish(Error{ErrorCode::NotFound, QStringLiteral("There is no such import.")});
            begin(found.first());
        });
}

/// From `undoing` on the store adds nothing more to it.
void ImportUndoRun::begin(const ImportRecord &record)
{
    m_record = record;
    if (record.state == ImportState::Undone)
        return finish(m_outcome);
    const Query query = Query("imports").eq("id", m_id).select("id");
    const json begun{{"state", enumText(ImportState::Undoing)}};
    need<json>([this, query, begun] { return m_client.update(query, begun); },
               [this](const json &) {
                   m_progress(0, m_record.total);
                   readChanges();
               });
}

/// The others end it.
bool ImportUndoRun::concernsRows(const Error &refusal)
{
    return refusal.code == ErrorCode::InvalidInput || refusal.code == ErrorCode::Conflict;
}

bool ImportUndoRun::stops()
{
    if (!isCancelled())
        return false;
    m_outcome.cancelled = true;
    finish(m_outcome);
    return true;
}

void ImportUndoRun::onError(const Error &error)
{
    if (error.code != ErrorCode::Cancelled || !stops())
        finish(error);
}

void ImportUndoRun::count(int undone, int kept)
{
    m_outcome.undone += undone;
    m_outcome.kept += kept;
    m_progress(m_outcome.undone + m_outcome.kept, m_record.total);
}

void ImportUndoRun::readChanges()
{
    Query query = Query("import_changes").select("row_id,before,after,version").eq("import_id", m_id);
    if (!m_lastChange.isNull())
        query.filter("row_id", "gt", m_lastChange.toString(QUuid::WithoutBraces));
    query.order("row_id").limit(kPageChanges);
    need<json>([this, query] { return m_client.selectJson(query); },
               [this](const json &changes) {
                   if (changes.empty())
                       return readAdded();
                   m_lastChange = uuidIn(changes.back(), "row_id");
                   readRows(changes);
               });
}

void ImportUndoRun::readRows(const json &changes)
{
    QStringList ids;
    m_changes.clear();
    for (const json &change : changes) {
        ids += uuidIn(change, "row_id").toString(QUuid::WithoutBraces);
        m_changes.push_back(change);
    }
    const Query query = Query(tableOf(m_record.kind)).select("*").in("id", ids);
    need<json>([this, query] { return m_client.selectJson(query); },
               [this](const json &rows) {
                   m_rows = json::object();
                   for (const json &row : rows)
                       m_rows[row.value("id", "")] = row;
                   restoreNext();
               });
}

void ImportUndoRun::restoreNext()
{
    if (stops())
        return;
    if (m_changes.empty())
        return readChanges();
    const json change = std::move(m_changes.back());
    m_changes.pop_back();
    restore(change, m_rows.value(change.value("row_id", ""), json::object()));
}

void ImportUndoRun::restore(const json &change, const json &row)
{
    const json before = change.value("before", json::object());
    const qint64 version = change.value("version", qint64(0));
    // Nothing was changed, or an undo before this one stopped.
    const bool isRestored = before.empty() || isRow(row, before, version + 1);
    if (isRestored || !isRow(row, change.value("after", json::object()), version)) {
        count(isRestored ? 1 : 0, isRestored ? 0 : 1);
        return restoreNext();
    }
    const auto patch = [this, before, version, id = uuidIn(row)] {
        return m_client.guardedUpdateJson(tableOf(m_record.kind), "id,version", id, version, before);
    };
    insist<json>(patch, [this](const Result<json> &written) {
        if (!written && !concernsRows(written.error()))
            return finish(written.error());
        const bool isUndone = written && !written->empty();
        count(isUndone ? 1 : 0, isUndone ? 0 : 1);
        restoreNext();
    });
}

void ImportUndoRun::close()
{
    const Query query = Query("imports").eq("id", m_id).select("id");
    const json end{{"state", enumText(ImportState::Undone)}};
    need<json>([this, query, end] { return m_client.update(query, end); }, [this](const json &) { finish(m_outcome); });
}

} // namespace pl::replica
