#include "models/replica/importrows.h"
#include "models/replica/importrun.h"

// The rows that an import changes.

namespace pl::replica {

using nlohmann::json;
using supabase::OnConflict;
using supabase::Query;

namespace {

constexpr int kChangesAtOnce = 8;

} // namespace

void ImportRun::keep(const Batch &batch)
{
    const Query query = Query("import_changes").onConflict("import_id,row_id").select("id");
    const auto post = [this, query, rows = keptRows(*m_order, m_outcome.id, batch)] {
        return m_client.insert(query, rows, OnConflict::IgnoreDuplicates);
    };
    insist<json>(post, [this, batch](const Result<json> &kept) {
        if (kept)
            return change(batch);
        askWhetherItIsOver([this, error = kept.error()] { finish(error); });
    });
}

void ImportRun::change(const Batch &batch)
{
    m_toChange.assign(batch.rbegin(), batch.rend());
    m_inFlight = 1; // until all have begun: an answer may be there at once
    while (m_inFlight < kChangesAtOnce && !m_toChange.empty()) {
        const std::size_t row = m_toChange.back();
        m_toChange.pop_back();
        ++m_inFlight;
        changeOne(row);
    }
    oneLess();
}

void ImportRun::changeOne(std::size_t index)
{
    const ImportRow &row = m_order->rows[index];
    const json values = changeOf(m_order->kind, row);
    if (values.empty())
        return changed(index, json::array({json::object()}));
    QByteArray columns = "id,version";
    for (const auto &value : values.items())
        columns += ',' + QByteArray::fromStdString(value.key());
    const auto patch = [this, columns, values, id = *row.changes, version = row.seenVersion] {
        return m_client.guardedUpdateJson(tableOf(m_order->kind), columns, id, version, values);
    };
    insist<json>(patch, [this, index](const Result<json> &written) { changed(index, written); });
}

void ImportRun::changed(std::size_t index, const Result<json> &written)
{
    if (!written && endsAll(written.error())) {
        m_toChange.clear(); // nothing more for those whose answers are on their way
        return finish(written.error());
    }
    if (!written)
        fault(index, written.error());
    else if (written->empty())
        return lookWhetherOurs(index);
    else
        countChanged();
    oneLess();
}

void ImportRun::countChanged()
{
    ++m_outcome.changed;
    did(1);
}

/// It is, when this import stopped before its own answer was read.
void ImportRun::lookWhetherOurs(std::size_t index)
{
    const ImportRow &row = m_order->rows[index];
    const Query query = Query(tableOf(m_order->kind)).select("*").eq("id", *row.changes);
    need<json>([this, query] { return m_client.selectJson(query); },
               [this, index](const json &rows) {
                   const ImportRow &seen = m_order->rows[index];
                   const json values = changeOf(m_order->kind, seen);
                   if (!rows.empty() && isRow(rows[0], values, seen.seenVersion + 1))
                       countChanged();
                   else
                       fault(index, {ErrorCode::Outdated, QStringLiteral("Somebody else changed this meanwhile.")});
                   oneLess();
               });
}

void ImportRun::oneLess()
{
    if (!m_toChange.empty() && !isCancelled()) {
        const std::size_t row = m_toChange.back();
        m_toChange.pop_back();
        return changeOne(row);
    }
    if (--m_inFlight == 0)
        step();
}

} // namespace pl::replica
