#include "models/stats/offerreader.h"

#include "models/base/onresult.h"
#include "models/domain/answerbook.h"

namespace pl::stats {
namespace {

supabase::Query offerLines()
{
    // Without `detail`, which is long and not needed here.
    return supabase::Query("lead_events")
        .select("id,lead_id,kind,actor,plumber_id,note,at")
        .in("kind", AnswerBook::kinds());
}

} // namespace

OfferReader::OfferReader(supabase::RestClient &client, QObject *parent, qsizetype mostLines)
    : QObject(parent), m_client(client), m_mostLines(mostLines)
{
}

void OfferReader::read(Timestamp from)
{
    if (m_isReading) {
        m_next = m_next ? std::min(*m_next, from) : from;
        return;
    }
    m_isReading = true;
    // An earlier time needs all lines again: an offer must be taken before its answer.
    if (m_readFrom && *m_readFrom <= from)
        readOn();
    else
        readBack(from, 0);
}

void OfferReader::clear()
{
    ++m_generation;
    m_book.clear();
    m_back.clear();
    m_covered.reset();
    m_readFrom.reset();
    m_next.reset();
    m_isReading = false;
}

void OfferReader::receive(const supabase::Query &query, const std::function<void(const QList<LeadEvent> &)> &then)
{
    onResult(this, m_client.select<LeadEvent>(query),
             [this, then, asked = m_generation](const Result<QList<LeadEvent>> &lines) {
                 if (asked != m_generation)
                     return;
                 if (lines)
                     then(*lines);
                 else
                     finish(lines.error());
             });
}

void OfferReader::readBack(Timestamp from, qint64 before)
{
    supabase::Query query = offerLines();
    if (before > 0)
        query.filter("id", "lt", QString::number(before));
    receive(query.order("id.desc").limit(supabase::kPageRows),
            [this, from](const QList<LeadEvent> &lines) { takeBack(from, lines); });
}

void OfferReader::takeBack(Timestamp from, const QList<LeadEvent> &lines)
{
    m_back += lines;
    const bool isFull = lines.size() == supabase::kPageRows;
    if (isFull && lines.last().at >= from && m_back.size() < m_mostLines)
        return readBack(from, lines.last().id);
    m_book.clear();
    for (auto line = m_back.crbegin(); line != m_back.crend(); ++line)
        m_book.take(*line);
    const bool isWhole = !isFull || lines.last().at < from;
    m_covered = isWhole ? from : m_back.last().at;
    m_readFrom = from;
    finish({});
}

/// Ids are given before a transaction ends, so a line that was committed late may be missed until the next start.
void OfferReader::readOn()
{
    receive(
        offerLines().filter("id", "gt", QString::number(m_book.newest())).order("id.asc").limit(supabase::kPageRows),
        [this](const QList<LeadEvent> &lines) {
            for (const LeadEvent &line : lines)
                m_book.take(line);
            if (lines.size() == supabase::kPageRows)
                readOn();
            else
                finish({});
        });
}

void OfferReader::finish(const Result<> &outcome)
{
    m_back.clear();
    m_isReading = false;
    const auto next = std::exchange(m_next, std::nullopt);
    Q_EMIT finished(outcome);
    if (next && outcome && !m_isReading)
        read(*next);
}

} // namespace pl::stats
