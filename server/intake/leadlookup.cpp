// The part of LeadHandler that shows sources their leads.

#include "models/base/onresult.h"
#include "server/http/problem.h"
#include "server/intake/leadanswers.h"
#include "server/intake/leadhandler.h"

namespace pl::intake {

namespace {

http::Response unknownLead(const QByteArray &path)
{
    return http::problem(404, QStringLiteral("No lead of yours has this id."), path);
}

/// `entry`: the journal's, if it has one. A forwarded lead that is not in the store under its id was already there
/// under another one.
http::Response answerFromStore(const Result<nlohmann::json> &rows, const std::optional<journal::Entry> &entry,
                               const QByteArray &path)
{
    if (!rows)
        return http::problem(rows.error(), path);
    if (!rows->empty())
        return answerAboutLead(rows->front());
    return entry ? answerAboutEntry(*entry) : unknownLead(path);
}

} // namespace

/// Checks the journal first, because the lead may not have reached the store yet. Another source's lead is treated as
/// nonexistent.
Later<http::Response> LeadHandler::lookUpLead(const QByteArray &path, const QUuid &id, const Source &source)
{
    if (id.isNull())
        return http::answered(unknownLead(path));
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, m_journal.find(id), [=, this](const Result<std::optional<journal::Entry>> &found) {
        if (!found)
            return answer->give(http::problem(found.error(), path));
        const std::optional<journal::Entry> &entry = *found;
        if (entry && entry->sourceId != source.id)
            return answer->give(unknownLead(path));
        if (entry && entry->state != journal::EntryState::Forwarded)
            return answer->give(answerAboutEntry(*entry));
        const auto query = supabase::Query("leads")
                               .select("id,status,created_at,closed_reason,duplicate_of")
                               .eq("id", id)
                               .eq("source_id", source.id);
        onResult(this, m_rest.selectJson(query),
                 [=](const Result<nlohmann::json> &rows) { answer->give(answerFromStore(rows, entry, path)); });
    });
    return answer->later();
}

} // namespace pl::intake
