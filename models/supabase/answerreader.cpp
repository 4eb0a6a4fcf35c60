#include "models/supabase/answerreader.h"

#include "models/base/onresult.h"

namespace pl::supabase {
namespace {

constexpr qsizetype kMaxLines = 20'000;
constexpr qint64 kOldestSeconds = 30 * 24 * 3600;

Query answers()
{
    // Without `detail`, which is long and not needed here.
    return Query("lead_events").select("id,lead_id,kind,actor,plumber_id,note,at").in("kind", AnswerBook::kinds());
}

} // namespace

AnswerReader::AnswerReader(RestClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void AnswerReader::read(Timestamp now)
{
    if (m_reading)
        return;
    m_reading = true;
    const Timestamp oldest = now.addSeconds(-kOldestSeconds);
    m_book.forgetBefore(oldest);
    if (m_hasRead)
        readOn();
    else
        readBack(oldest, 0);
}

void AnswerReader::clear()
{
    ++m_generation;
    m_book.clear();
    m_first.clear();
    m_reading = m_hasRead = false;
}

void AnswerReader::receive(const Query &query, const std::function<void(const QList<LeadEvent> &)> &then)
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

/// From the newest line back, because their number is not known in advance.
void AnswerReader::readBack(Timestamp oldest, qint64 before)
{
    Query query = answers();
    if (before > 0)
        query.filter("id", "lt", QString::number(before));
    receive(query.order("id.desc").limit(kPageRows), [this, oldest](const QList<LeadEvent> &lines) {
        m_first += lines;
        if (lines.size() == kPageRows && lines.last().at > oldest && m_first.size() < kMaxLines)
            return readBack(oldest, lines.last().id);
        for (auto line = m_first.crbegin(); line != m_first.crend(); ++line)
            m_book.take(*line);
        m_first.clear();
        m_book.forgetBefore(oldest);
        m_hasRead = true;
        finish({});
    });
}

/// Ids are assigned before a transaction ends, so a late line may be missed; over weeks of answers that doesn't matter.
void AnswerReader::readOn()
{
    const QString newest = QString::number(m_book.newest());
    receive(answers().filter("id", "gt", newest).order("id.asc").limit(kPageRows),
            [this](const QList<LeadEvent> &lines) {
                for (const LeadEvent &line : lines)
                    m_book.take(line);
                if (lines.size() == kPageRows)
                    readOn();
                else
                    finish({});
            });
}

void AnswerReader::finish(const Result<> &outcome)
{
    m_first.clear();
    m_reading = false;
    Q_EMIT finished(outcome);
}

} // namespace pl::supabase
