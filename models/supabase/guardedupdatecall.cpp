#include "models/supabase/guardedupdatecall.h"

#include "models/supabase/retry.h"

#include <QTimer>

namespace pl::supabase {
namespace {

/// The store says when a plumber was verified, whatever time was written. Other times tell two claims apart.
bool holds(const nlohmann::json &row, const std::string &column, const nlohmann::json &written)
{
    if (!row.contains(column))
        return true;
    return column == "verified_at" ? row[column].is_null() == written.is_null() : row[column] == written;
}

/// Is `row` what a write of `changes` on `version` would have left behind?
bool isOurs(const nlohmann::json &row, qint64 version, const nlohmann::json &changes)
{
    if (row.value("version", qint64(0)) != version + 1)
        return false;
    return std::all_of(changes.items().begin(), changes.items().end(),
                       [&row](const auto &change) { return holds(row, change.key(), change.value()); });
}

} // namespace

GuardedUpdateCall::GuardedUpdateCall(RestClient &client, Write write, RetryPolicy policy)
    : Call(&client), m_client(client), m_write(std::move(write)), m_policy(policy)
{
}

void GuardedUpdateCall::tryOnce()
{
    ++m_tries;
    const QByteArray target =
        Query(m_write.table).eq("id", m_write.id).eq("version", m_write.version).select(m_write.columns).target();
    const auto patching = m_client.send({"PATCH",
                                         target,
                                         {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}},
                                         dumpJson(m_write.changes)},
                                        false);
    onResult(this, patching, [this](const Result<HttpResponse> &answer) { patched(answer); });
}

void GuardedUpdateCall::patched(const Result<HttpResponse> &answer)
{
    if (worthRepeating(answer)) {
        m_answerLost = true;
        if (const auto delay = retryDelay(m_policy, m_tries, answer))
            QTimer::singleShot(*delay, this, &GuardedUpdateCall::tryOnce);
        else
            finish(answer ? Result<nlohmann::json>(errorFromResponse(*answer)) : answer.error());
        return;
    }
    if (!answer || answer->status >= 300)
        return finish(answer ? errorFromResponse(*answer) : answer.error());
    const Result<nlohmann::json> rows = parseJson(answer->body, QStringLiteral("The server's answer"));
    if (m_answerLost && rows && rows->is_array() && rows->empty())
        onResult(this, m_client.selectJson(Query(m_write.table).select(m_write.columns).eq("id", m_write.id)),
                 [this](const Result<nlohmann::json> &read) { reread(read); });
    else
        finish(rows);
}

void GuardedUpdateCall::reread(const Result<nlohmann::json> &rows)
{
    const bool ours =
        rows && rows->is_array() && rows->size() == 1 && isOurs((*rows)[0], m_write.version, m_write.changes);
    finish(ours || !rows ? rows : Result<nlohmann::json>(nlohmann::json::array()));
}

} // namespace pl::supabase
