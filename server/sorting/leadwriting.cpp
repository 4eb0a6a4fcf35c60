#include "server/sorting/leadwriting.h"

#include "models/base/jsonmember.h"
#include "server/intake/rowinsert.h"
#include "server/journal/refusal.h"
#include "server/sorting/leadchange.h"

namespace pl::sorting {

using nlohmann::json;
using supabase::Query;

namespace {

constexpr std::size_t kRowsInRequest = 500;

QUuid leadIdIn(const json &row)
{
    return QUuid::fromString(jsonText(row, "id"));
}

} // namespace

QFuture<Result<QList<WrittenLead>>> LeadWriting::write(supabase::RestClient &rest, std::vector<SortedLead> leads)
{
    return (new LeadWriting(rest, std::move(leads)))->start();
}

LeadWriting::LeadWriting(supabase::RestClient &rest, std::vector<SortedLead> leads)
    : Call(&rest), m_rest(rest), m_leads(std::move(leads)), m_written(qsizetype(m_leads.size()))
{
}

void LeadWriting::run()
{
    for (std::size_t from = 0; from < m_leads.size(); from += kRowsInRequest)
        m_parts.push_back({from, std::min(from + kRowsInRequest, m_leads.size())});
    writeNext();
}

void LeadWriting::writeNext()
{
    if (m_parts.empty())
        return finish(m_written);
    const Part whole = m_parts.front();
    m_parts.pop_front();
    m_part = cutAtRepeat(whole);
    m_rows.clear();
    m_rowOfId.clear();
    for (std::size_t i = m_part.from; i < m_part.to; ++i)
        if (const QUuid id = leadIdIn(m_leads[i].row); !m_rowOfId.contains(id)) {
            m_rowOfId.insert(id, m_rows.size());
            m_rows.push_back(m_leads[i].row);
        }
    onResult(this, intake::PersonSearch::find(m_rest, m_rows),
             [this](const Result<intake::PersonMatcher> &found) { onPersons(found); });
}

/// Of a lead that is sent twice, the second may change the first, so that is written after it. Otherwise it is the same
/// row: a request for each repeat would keep everybody else's leads waiting.
LeadWriting::Part LeadWriting::cutAtRepeat(Part part)
{
    QSet<QUuid> ids;
    std::size_t end = part.from;
    for (; end < part.to; ++end) {
        const QUuid id = leadIdIn(m_leads[end].row);
        if (ids.contains(id) && m_leads[end].changesEarlier)
            break;
        ids.insert(id);
    }
    if (end < part.to)
        m_parts.push_front({end, part.to});
    return {part.from, end};
}

/// A lead whose address the store can't search for goes without the search; the store decides about the row itself.
void LeadWriting::onPersons(const Result<intake::PersonMatcher> &found)
{
    if (!found && !journal::isAboutTheData(found.error()))
        return finish(found.error());
    if (!found && m_part.size() > 1)
        return split();
    intake::PersonMatcher matcher = found ? *found : intake::PersonMatcher();
    matcher.link(m_rows);
    onResult(this, intake::RowInsert::into(m_rest, "leads", m_rows),
             [this](const Result<QSet<QString>> &inserted) { onInserted(inserted); });
}

void LeadWriting::onInserted(const Result<QSet<QString>> &inserted)
{
    if (!inserted && !journal::isAboutTheData(inserted.error()))
        return finish(inserted.error());
    if (!inserted)
        return m_part.size() > 1 ? split() : onRefused(inserted.error());
    QSet<QString> unseen = *inserted;
    for (std::size_t i = m_part.from; i < m_part.to; ++i) {
        const json &row = m_rows[m_rowOfId.value(leadIdIn(m_leads[i].row))];
        const bool isDuplicate = !jsonMember(row, "duplicate_of").is_null();
        m_written[qsizetype(i)] = {
            leadIdIn(row), unseen.remove(jsonText(row, "id")), isDuplicate, jsonMember(row, "is_test") == true, {}};
    }
    changeFrom(m_part.from);
}

void LeadWriting::split()
{
    const std::size_t middle = m_part.from + m_part.size() / 2;
    m_parts.push_front({middle, m_part.to});
    m_parts.push_front({m_part.from, middle});
    writeNext();
}

void LeadWriting::onRefused(const Error &error)
{
    const bool mayBeKnown = error.remoteCode == u"23505" && !jsonText(m_rows.front(), "external_id").isEmpty();
    if (mayBeKnown)
        return findByExternalId(error);
    m_written[qsizetype(m_part.from)].refusal = journal::reasonOf(error);
    writeNext();
}

/// The source sent this lead before, by another way, so that it has another id.
void LeadWriting::findByExternalId(const Error &error)
{
    const json &row = m_rows.front();
    const auto query = Query("leads")
                           .select("id")
                           .eq("source_id", jsonText(row, "source_id"))
                           .eq("external_id", jsonText(row, "external_id"));
    then(m_rest.selectJson(query), [this, error](const json &rows) {
        const QUuid id = rows.empty() ? QUuid() : leadIdIn(rows.front());
        WrittenLead &written = m_written[qsizetype(m_part.from)];
        written.id = id;
        written.refusal = id.isNull() ? journal::reasonOf(error) : QString();
        id.isNull() ? writeNext() : changeFrom(m_part.from);
    });
}

/// Changes those of the part that were there before, one by one: few sources send changes.
void LeadWriting::changeFrom(std::size_t index)
{
    while (index < m_part.to && (m_written.at(qsizetype(index)).isNew || !m_leads[index].changesEarlier))
        ++index;
    if (index == m_part.to)
        return writeNext();
    json row = m_leads[index].row;
    row["id"] = toJson(m_written.at(qsizetype(index)).id);
    onResult(this, LeadChange::apply(m_rest, row), [this, index](const Result<> &changed) {
        if (!changed && !journal::isAboutTheData(changed.error()))
            return finish(changed.error());
        changeFrom(index + 1);
    });
}

} // namespace pl::sorting
