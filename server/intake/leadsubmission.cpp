// The part of LeadHandler that receives leads.

#include "server/http/problem.h"
#include "server/intake/formanswers.h"
#include "server/intake/leadanswers.h"
#include "server/intake/leadhandler.h"
#include "server/intake/refusedentries.h"
#include "server/intake/submissions.h"
#include "server/journal/entryid.h"

namespace pl::intake {

namespace {

int goodRows(const LeadBody &body)
{
    return int(std::count_if(body.leads.begin(), body.leads.end(), [](const auto &lead) { return lead.ok(); }));
}

/// The answer for a form: without the lead's URL, which a form can't read, and with the next page for its browser.
http::Response forForm(http::Response answer, const http::Request &request, const Source &source,
                       const QString &redirect)
{
    if (answer.status >= 300)
        return answer;
    answer.headers.removeIf([](const auto &header) { return header.first == "Location"; });
    return thanksForPeople(std::move(answer), request, redirect, source.origins);
}

/// The parts of a request needed for its answer; a form's answer depends on its headers.
struct RequestFacts
{
    RequestFacts(const http::Request &request, const Source &source) : path(request.path)
    {
        if (source.kind != Source::Kind::Form)
            return;
        form = request;
        form->body.clear();
    }

    QByteArray path;
    std::optional<http::Request> form = {};
};

http::Response fitted(http::Response answer, const RequestFacts &asked, const Source &source, const QString &redirect)
{
    if (asked.form)
        return forForm(std::move(answer), *asked.form, source, redirect);
    return answer;
}

Result<LeadBody> readBody(const http::Request &request, const Source &source)
{
    return source.kind == Source::Kind::Form ? readForm(request) : readLeads(request);
}

HookEntry sentIn(const http::Request &request, const Source &source)
{
    return {source.id, request.header("Content-Type"), request.body};
}

/// Named like a field, because the body may be a lead all the same.
Error unknownContentType()
{
    Error error{ErrorCode::InvalidInput, QStringLiteral("Send application/json or an HTML form.")};
    error.fields = {{QStringLiteral("Content-Type"), QStringLiteral("unknown"), error.message}};
    return error;
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

/// What is kept counts toward the minute's limit, whatever it is: a form's key is public.
Later<http::Response> LeadHandler::refuseContentType(const http::Request &request, const Source &source)
{
    if (const auto over = m_ledger->limits->take(source, 1, 0)) {
        m_ledger->metrics.refused(source.name, over->isDaily ? "daily_cap" : "rate_limited");
        return http::answered(http::problem(over->error, request.path));
    }
    m_ledger->metrics.refused(source.name, "content_type");
    const Error refusal = unknownContentType();
    return answerOnceKept(m_journal, refusedEntries(sentIn(request, source), refusal), Timestamp::now(),
                          http::problem(415, refusal.message, request.path));
}

Later<http::Response> LeadHandler::refuseBody(const http::Request &request, const Source &source, const Error &refusal)
{
    http::Response answer = m_ledger->refuse(source, refusal, request.path);
    answer.headers += m_ledger->limits->headers(source);
    return answerOnceKept(m_journal, refusedEntries(sentIn(request, source), refusal), Timestamp::now(),
                          std::move(answer));
}

/// A sender that never got its answer repeats the request, possibly after the day's limit has been reached.
Later<http::Response> LeadHandler::repeatOrRefuse(const http::Request &request, const Source &source,
                                                  const LeadBody &body, const QByteArray &idempotencyKey,
                                                  const Error &refusal)
{
    const auto submissions = submissionsOf(body, request, idempotencyKey, source);
    using Receipts = std::optional<QList<Result<journal::Receipt>>>;
    return m_journal.recall(submissions)
        .then([ledger = m_ledger, asked = RequestFacts(request, source), source, checked = CheckedBody(body),
               refusal](const Result<Receipts> &known) {
            http::Response answer;
            if (known && *known && !(*known)->isEmpty()) {
                ledger->metrics.repeated(source.name, int((*known)->size()));
                answer = fitted(answerTo(checked, **known, asked.path), asked, source, checked.redirect);
            } else {
                ledger->metrics.refused(source.name, "daily_cap");
                answer = http::problem(known ? refusal : known.error(), asked.path);
            }
            answer.headers += ledger->limits->headers(source);
            return answer;
        });
}

/// Answers like any lead, so that bots don't learn that they were detected.
http::Response LeadHandler::pretend(const http::Request &request, const Source &source, const LeadBody &body)
{
    m_ledger->metrics.trapped(source.name);
    m_ledger->limits->giveBack(source, goodRows(body));
    const QUuid id = journal::newEntryId(journal::sequenceAt(Timestamp::now()));
    return fitted(answerToLead(journal::Receipt{id, false}, request.path), RequestFacts(request, source), source,
                  body.redirect);
}

Later<http::Response> LeadHandler::submit(const http::Request &request, const Source &source, const LeadBody &body,
                                          const QByteArray &idempotencyKey)
{
    QElapsedTimer since;
    since.start();
    const auto submissions = submissionsOf(body, request, idempotencyKey, source);
    auto answerWith = [ledger = m_ledger, &journal = m_journal, asked = RequestFacts(request, source),
                       sent = sentIn(request, source), source, since, checked = CheckedBody(body),
                       good = int(submissions.size())](const Result<QList<Result<journal::Receipt>>> &receipts) {
        http::Response answer;
        if (receipts) {
            ledger->count(source, checked, *receipts);
            answer = answerTo(checked, *receipts, asked.path);
        } else {
            ledger->limits->giveBack(source, good);
            answer = ledger->refuse(source, receipts.error(), asked.path);
        }
        answer = fitted(std::move(answer), asked, source, checked.redirect);
        answer.headers += ledger->limits->headers(source);
        ledger->metrics.answered(source.name, since);
        const auto refused =
            receipts ? refusedEntries(sent, checked, *receipts) : refusedEntries(sent, receipts.error());
        return answerOnceKept(journal, refused, Timestamp::now(), std::move(answer));
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
