#include "models/replica/importundorun.h"

#include "models/replica/importrows.h"

namespace pl::replica {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kPageRows = 500;
/// As many ids as an address holds.
constexpr int kPageChanges = 100;

QUuid idOf(const json &row, const char *column = "id")
{
    return JsonReader(row).uuid(column);
}

/// Nobody changed it since it was added, and nobody paid for it.
bool isUntouched(ImportKind kind, const json &row)
{
    if (kind == ImportKind::Plumbers)
        return row.value("edited_at", json()).is_null();
    const json payments = row.value("payments", json::array());
    return row.value("version", 0) == 1 && std::all_of(payments.begin(), payments.end(), [](const json &payment) {
               return payment.value("status", "") == "void";
           });
}

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

bool ImportUndoRun::stops()
{
    if (!isCancelled())
        return false;
    m_outcome.cancelled = true;
    finish(m_outcome);
    return true;
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
                   m_lastChange = idOf(changes.back(), "row_id");
                   readRows(changes);
               });
}

void ImportUndoRun::readRows(const json &changes)
{
    QStringList ids;
    m_changes.clear();
    for (const json &change : changes) {
        ids += idOf(change, "row_id").toString(QUuid::WithoutBraces);
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
    const bool isRestored = isRow(row, before, version + 1); // an undo before this one stopped
    if (isRestored || before.empty() || !isRow(row, change.value("after", json::object()), version)) {
        count(isRestored ? 1 : 0, isRestored ? 0 : 1);
        return restoreNext();
    }
    const auto patch = [this, before, version, id = idOf(row)] {
        return m_client.guardedUpdateJson(tableOf(m_record.kind), "id,version", id, version, before);
    };
    insist<json>(patch, [this](const Result<json> &written) {
        if (!written && written.error().code != ErrorCode::InvalidInput && written.error().code != ErrorCode::Conflict)
            return finish(written.error());
        const bool isUndone = written && !written->empty();
        count(isUndone ? 1 : 0, isUndone ? 0 : 1);
        restoreNext();
    });
}

void ImportUndoRun::readAdded()
{
    Query query = Query(tableOf(m_record.kind))
                      .select(m_record.kind == ImportKind::Leads ? "id,version,payments(status)" : "id,edited_at")
                      .eq("import_id", m_id)
                      .isNull("withdrawn_at");
    if (!m_lastAdded.isNull())
        query.filter("id", "gt", m_lastAdded.toString(QUuid::WithoutBraces));
    query.order("id").limit(kPageRows);
    need<json>([this, query] { return m_client.selectJson(query); }, [this](const json &rows) { takeAdded(rows); });
}

void ImportUndoRun::takeAdded(const json &rows)
{
    m_isLastPage = rows.size() < std::size_t(kPageRows);
    if (!rows.empty())
        m_lastAdded = idOf(rows.back());
    m_batches.clear();
    bool isNewBatch = true; // one ends where something stays
    int kept = 0;
    for (const json &row : rows) {
        const bool goes = isUntouched(m_record.kind, row);
        if (goes && isNewBatch)
            m_batches.emplace_back();
        if (goes)
            m_batches.back().push_back(idOf(row));
        isNewBatch = !goes;
        kept += goes ? 0 : 1;
    }
    if (kept > 0)
        count(0, kept);
    withdrawNext();
}

void ImportUndoRun::withdrawNext()
{
    if (stops())
        return;
    if (m_batches.empty())
        return m_isLastPage ? close() : readAdded();
    const Ids ids = std::move(m_batches.back());
    m_batches.pop_back();
    withdraw(ids);
}

/// What is still there from the first to the last: 500 ids are too long for an address.
Query ImportUndoRun::within(const Ids &ids) const
{
    Query query = Query(tableOf(m_record.kind)).select("id").eq("import_id", m_id).isNull("withdrawn_at");
    query.filter("id", "gte", ids.front().toString(QUuid::WithoutBraces))
        .filter("id", "lte", ids.back().toString(QUuid::WithoutBraces));
    return query;
}

/// But for those that somebody changed.
void ImportUndoRun::withdraw(const Ids &ids)
{
    Query query = within(ids);
    if (m_record.kind == ImportKind::Leads)
        query.eq("version", 1);
    else
        query.isNull("edited_at");
    const json gone{{"withdrawn_at", m_client.serverTime().toString().toStdString()}};
    insist<json>([this, query, gone] { return m_client.update(query, gone); },
                 [this, ids](const Result<json> &rows) { withdrawn(ids, rows); });
}

void ImportUndoRun::withdrawn(const Ids &ids, const Result<json> &rows)
{
    if (rows && rows->size() < ids.size())
        return lookWhatStayed(ids);
    if (rows) {
        count(int(ids.size()), 0);
        return withdrawNext();
    }
    if (rows.error().code != ErrorCode::InvalidInput && rows.error().code != ErrorCode::Conflict)
        return finish(rows.error());
    if (ids.size() == 1) {
        count(0, 1);
        return withdrawNext();
    }
    const auto middle = ids.begin() + std::ptrdiff_t(ids.size() / 2);
    m_batches.emplace_back(middle, ids.end());
    m_batches.emplace_back(ids.begin(), middle);
    withdrawNext();
}

/// Somebody was faster with some of them, or the answer to a first try was lost.
void ImportUndoRun::lookWhatStayed(const Ids &ids)
{
    const Query query = within(ids);
    need<json>([this, query] { return m_client.selectJson(query); },
               [this, ids](const json &rows) {
                   const auto stayed = std::count_if(rows.begin(), rows.end(), [&ids](const json &row) {
                       return std::find(ids.begin(), ids.end(), idOf(row)) != ids.end();
                   });
                   count(int(ids.size()) - int(stayed), int(stayed));
                   withdrawNext();
               });
}

void ImportUndoRun::close()
{
    const Query query = Query("imports").eq("id", m_id).select("id");
    const json end{{"state", enumText(ImportState::Undone)}};
    need<json>([this, query, end] { return m_client.update(query, end); }, [this](const json &) { finish(m_outcome); });
}

} // namespace pl::replica
