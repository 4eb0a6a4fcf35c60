#include "models/replica/importrows.h"
#include "models/replica/importundorun.h"

#include <algorithm>

// The rows that an import added.

namespace pl::replica {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr int kPageRows = 500;

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
        m_lastAdded = uuidIn(rows.back());
    m_batches.clear();
    bool isNewBatch = true; // one ends where something stays
    int kept = 0;
    for (const json &row : rows) {
        const bool goes = isUntouched(m_record.kind, row);
        if (goes && isNewBatch)
            m_batches.emplace_back();
        if (goes)
            m_batches.back().push_back(uuidIn(row));
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
                 [this, ids](const Result<json> &rows) { withdrawn(ids, rows); }, ids.size() > 1);
}

void ImportUndoRun::withdrawn(const Ids &ids, const Result<json> &rows)
{
    if (rows && rows->size() < ids.size())
        return lookWhatStayed(ids);
    if (rows) {
        count(int(ids.size()), 0);
        return withdrawNext();
    }
    if (!concernsRows(rows.error()) && !isTimeLimit(rows.error()))
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
                       return std::find(ids.begin(), ids.end(), uuidIn(row)) != ids.end();
                   });
                   count(int(ids.size()) - int(stayed), int(stayed));
                   withdrawNext();
               });
}

} // namespace pl::replica
