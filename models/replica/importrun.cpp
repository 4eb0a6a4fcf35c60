#include "models/replica/importrun.h"

#include "models/replica/importer.h"
#include "models/replica/importrows.h"
#include "models/replica/importundorun.h"

#include <algorithm>

namespace pl::replica {

using nlohmann::json;
using supabase::OnConflict;
using supabase::Query;

namespace {

constexpr std::size_t kBatchRows = 500;
constexpr int kMaxFileName = 255;

Error importIsOver()
{
    return {ErrorCode::Conflict, QStringLiteral("This import is over: somebody ended or undid it.")};
}

} // namespace

ImportRun::ImportRun(supabase::RestClient &client, std::shared_ptr<const ImportOrder> order, Progress progress,
                     std::chrono::milliseconds firstPause, QObject *parent)
    : StubbornCall(firstPause, parent)
    , m_client(client)
    , m_order(std::move(order))
    , m_progress(std::move(progress))
    , m_firstPause(firstPause)
{
}

bool ImportRun::endsAll(const Error &error)
{
    return error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::Forbidden ||
           error.code == ErrorCode::Protocol || error.code == ErrorCode::Internal || error.code == ErrorCode::Cancelled;
}

void ImportRun::cancel()
{
    if (m_undo)
        m_undo->cancel();
    m_isImpatient = isCancelled();
    StubbornCall::cancel();
}

void ImportRun::run()
{
    m_outcome.id = m_order->id.isNull() ? QUuid::createUuid() : m_order->id;
    const json row{{"id", toJson(m_outcome.id)},
                   {"kind", enumText(m_order->kind)},
                   {"file_name", toJson(m_order->fileName.left(kMaxFileName))},
                   {"total", total()},
                   {"charges", m_order->charges},
                   {"tells", m_order->tells}};
    const Query query = Query("imports").onConflict("id").select("id");
    need<json>([this, query, row] { return m_client.insert(query, row, OnConflict::IgnoreDuplicates); },
               [this](const json &rows) { takeUp(rows); });
}

/// The row is there already when this import goes on, and when only the answer was lost.
void ImportRun::takeUp(const json &rows)
{
    rows.empty() ? askWhetherItIsOver([this] { begin(); }) : begin();
}

void ImportRun::askWhetherItIsOver(const std::function<void()> &then)
{
    const Query query = Query("imports").select("state").eq("id", m_outcome.id);
    need<json>([this, query] { return m_client.selectJson(query); },
               [this, then](const json &rows) {
                   const bool isOn = !rows.empty() && rows[0].value("state", "") == enumText(ImportState::Running);
                   isOn ? then() : finish(importIsOver());
               });
}

void ImportRun::queue(const Batch &rows, std::vector<Batch> &batches) const
{
    for (std::size_t from = 0; from < rows.size(); from += kBatchRows)
        batches.emplace_back(rows.begin() + std::ptrdiff_t(from),
                             rows.begin() + std::ptrdiff_t(std::min(from + kBatchRows, rows.size())));
    std::reverse(batches.begin(), batches.end());
}

void ImportRun::begin()
{
    Batch added;
    Batch changed;
    for (std::size_t i = 0; i < m_order->rows.size(); ++i)
        (m_order->rows[i].changes ? changed : added).push_back(i);
    queue(added, m_additions);
    queue(changed, m_changes);
    m_progress(0, total());
    next();
}

void ImportRun::next()
{
    if (isCancelled())
        return takeBack();
    const bool isAdding = !m_additions.empty();
    std::vector<Batch> &batches = isAdding ? m_additions : m_changes;
    if (batches.empty())
        return close();
    const Batch batch = std::move(batches.back());
    batches.pop_back();
    isAdding ? add(batch) : keep(batch);
}

void ImportRun::add(const Batch &batch)
{
    const Query query = Query(tableOf(m_order->kind)).onConflict("id").select("id");
    const auto post = [this, query, rows = newRows(*m_order, m_outcome.id, batch)] {
        return m_client.insert(query, rows, OnConflict::IgnoreDuplicates);
    };
    const auto added = [this, batch](const Result<json> &written) {
        if (!written)
            return refused(batch, written.error());
        m_outcome.added += int(batch.size());
        did(batch.size());
        step();
    };
    insist<json>(post, added, batch.size() > 1);
}

void ImportRun::refused(const Batch &batch, const Error &error)
{
    if (endsAll(error))
        return finish(error);
    if (batch.size() > 1)
        return askWhetherItIsOver([this, batch] { halve(batch); });
    fault(batch.front(), error);
    next();
}

void ImportRun::halve(const Batch &batch)
{
    const auto middle = batch.begin() + std::ptrdiff_t(batch.size() / 2);
    m_additions.emplace_back(middle, batch.end());
    m_additions.emplace_back(batch.begin(), middle);
    next();
}

void ImportRun::fault(std::size_t row, const Error &error)
{
    m_outcome.faults.push_back(faultOf(m_order->rows[row], error));
    did(1);
}

/// How far it came is what people see of an import that stopped.
void ImportRun::step()
{
    const Query query = Query("imports").eq("id", m_outcome.id).select("id");
    need<json>([this, query] { return m_client.update(query, {{"done", m_done}}); }, [this](const json &) { next(); });
}

void ImportRun::did(std::size_t rows)
{
    m_done += int(rows);
    m_progress(m_done, total());
}

void ImportRun::close()
{
    const Query query = Query("imports").eq("id", m_outcome.id).select("id");
    const json end{{"done", total()}, {"state", enumText(ImportState::Done)}};
    need<json>([this, query, end] { return m_client.update(query, end); },
               [this](const json &) {
                   m_progress(total(), total());
                   tell();
               });
}

void ImportRun::tell()
{
    std::sort(m_outcome.faults.begin(), m_outcome.faults.end(),
              [](const RowFault &a, const RowFault &b) { return a.line < b.line; });
    finish(m_outcome);
}

void ImportRun::takeBack()
{
    const auto told = [this](int undone, int) { m_progress(std::max(0, m_done - undone), total()); };
    m_undo = new ImportUndoRun(m_client, m_outcome.id, told, m_firstPause, this);
    onResult(this, m_undo->start(), [this](const Result<ImportUndo> &undone) {
        if (!undone || undone->cancelled)
            return finish(undone ? Error{ErrorCode::Cancelled, QStringLiteral("The import was stopped halfway.")}
                                 : undone.error());
        // The undo also counts what it found as others had made it, refused here.
        m_outcome.added = std::min(undone->kept, m_outcome.added + m_outcome.changed);
        m_outcome.changed = 0;
        m_outcome.cancelled = true;
        tell();
    });
}

} // namespace pl::replica
