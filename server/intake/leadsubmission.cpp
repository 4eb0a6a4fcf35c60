// The part of LeadHandler that receives leads.

#include "server/http/problem.h"
#include "server/intake/leadanswers.h"
#include "server/intake/leadhandler.h"
#include "server/intake/leadreply.h"
#include "server/intake/refusedentries.h"
#include "server/intake/submissions.h"
#include "server/journal/entryid.h"

namespace pl::intake {

namespace {

int goodRows(const LeadBody &body)
{
    return int(std::count_if(body.leads.begin(), body.leads.end(), [](const auto &lead) { return lead.ok(); }));
}

Result<LeadBody> readBody(const http::Request &request, const Source &source)
{
    return source.kind == Source::Kind::Form ? readForm(request) : readLeads(request);
}

} // namespace

void LeadHandler::Ledger::count(const Source &source, const CheckedBody &body,
                                const QList<Result<journal::Receipt>> &receipts)
{
    int received = 0;
    int repeated = 0;
    for (const auto &receipt : receipts) {
        if (!receipt)
            metrics.refused(source.name, receipt.error());
        else
            ++(receipt->isRepeat ? repeated : received);
    }
    for (const auto &error : body.errors)
        if (error)
            metrics.refused(source.name, *error);
    if (received > 0)
        metrics.received(source.name, received);
    if (repeated > 0)
        metrics.repeated(source.name, repeated);
    if (const int notNew = int(receipts.size()) - received; notNew > 0)
        limits->giveBack(source, notNew);
}

/// A request that can't be parsed counts as one lead toward the minute's limit.
Later<http::Response> LeadHandler::take(const http::Request &request, const Source &source)
{
    if (!hasKnownContentType(request))
        return refuseContentType(request, source);
    m_storedCounts.refresh(source);
    auto body = readBody(request, source);
    const auto key = idempotencyKeyOf(request);
    const auto refusal =
        m_ledger->limits->take(source, body ? int(body->leads.size()) : 1, body && key ? goodRows(*body) : 0);
    if (refusal && refusal->isDaily && body && key && !body->isTrapped)
        return repeatOrRefuse(request, source, *body, *key, refusal->error);
    http::Response answer;
    if (refusal) {
        m_ledger->metrics.refused(source.name, refusal->isDaily ? "daily_cap" : "rate_limited");
        answer = http::problem(refusal->error, request.path);
    } else if (body && body->isTrapped) {
        answer = key ? pretend(request, source, *body) : m_ledger->refuse(source, key.error(), request.path);
    } else if (!body || !key) {
        return refuseBody(request, source, key ? body.error() : key.error());
    } else {
        return submit(request, source, *body, *key);
    }
    answer.headers += m_ledger->limits->headers(source);
    return http::answered(std::move(answer));
}

/// Answers like any lead, so that bots don't learn that they were detected.
http::Response LeadHandler::pretend(const http::Request &request, const Source &source, const LeadBody &body)
{
    m_ledger->metrics.trapped(source.name);
    m_ledger->limits->giveBack(source, goodRows(body));
    const QUuid id = journal::newEntryId(journal::sequenceAt(Timestamp::now()));
    return LeadReply(request, source).fitted(answerToLead(journal::Receipt{id, false}, request.path), body.redirect);
}

Later<http::Response> LeadHandler::submit(const http::Request &request, const Source &source, const LeadBody &body,
                                          const QByteArray &idempotencyKey)
{
    QElapsedTimer since;
    since.start();
    const auto submissions = submissionsOf(body, request, idempotencyKey, source);
    auto answerWith = [ledger = m_ledger, &journal = m_journal, asked = LeadReply(request, source),
                       sent = sentIn(request, source), source, since, checked = CheckedBody(body),
                       good = int(submissions.size())](const Result<QList<Result<journal::Receipt>>> &receipts) {
        http::Response answer;
        if (receipts) {
            ledger->count(source, checked, *receipts);
            answer = answerTo(checked, *receipts, asked.path());
        } else {
            ledger->limits->giveBack(source, good);
            answer = ledger->refuse(source, receipts.error(), asked.path());
        }
        answer = asked.fitted(std::move(answer), checked.redirect);
        answer.headers += ledger->limits->headers(source);
        ledger->metrics.answered(source.name, since);
        const auto refused =
            receipts ? refusedEntries(sent, checked, *receipts) : refusedEntries(sent, receipts.error());
        return ledger->answerOnceKept(journal, source, refused, std::move(answer));
    };
    if (submissions.isEmpty())
        return answerWith(QList<Result<journal::Receipt>>());
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    auto later = answer->later();
    m_journal.submit(submissions)
        .then(std::move(answerWith))
        .receive([answer](std::optional<Later<http::Response>> made) {
            if (made)
                made->receive([answer](std::optional<http::Response> response) { answer->give(std::move(response)); });
        });
    return later;
}

} // namespace pl::intake
