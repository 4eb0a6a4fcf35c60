// The part of LeadHandler that refuses leads, and keeps what it refused.

#include "server/http/problem.h"
#include "server/intake/leadanswers.h"
#include "server/intake/leadhandler.h"
#include "server/intake/leadreply.h"
#include "server/intake/refusedentries.h"
#include "server/intake/submissions.h"

namespace pl::intake {

namespace {

/// Named like a field, because the body may be a lead all the same.
Error unknownContentType()
{
    Error error{ErrorCode::InvalidInput, QStringLiteral("Send application/json or an HTML form.")};
    error.fields = {{QStringLiteral("Content-Type"), QStringLiteral("unknown"), error.message}};
    return error;
}

} // namespace

http::Response LeadHandler::Ledger::refuse(const Source &source, const Error &error, const QByteArray &path)
{
    metrics.refused(source.name, error);
    return http::problem(error, path);
}

/// From any thread. Gives `answer` when what of `refused` is within the source's bound is on disk.
Later<http::Response> LeadHandler::Ledger::answerOnceKept(journal::Journal &journal, const Source &source,
                                                          const QList<HookEntry> &refused, http::Response answer)
{
    const auto share = bound->take(source, refused);
    if (share.dropped > 0)
        metrics.notKept(source.name, share.dropped);
    return intake::answerOnceKept(journal, share.kept, bound, std::move(answer));
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
    return m_ledger->answerOnceKept(m_journal, source, refusedEntries(sentIn(request, source), refusal),
                                    http::problem(415, refusal.message, request.path));
}

Later<http::Response> LeadHandler::refuseBody(const http::Request &request, const Source &source, const Error &refusal)
{
    http::Response answer = m_ledger->refuse(source, refusal, request.path);
    answer.headers += m_ledger->limits->headers(source);
    return m_ledger->answerOnceKept(m_journal, source, refusedEntries(sentIn(request, source), refusal),
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
        .then([ledger = m_ledger, asked = LeadReply(request, source), source, checked = CheckedBody(body),
               refusal](const Result<Receipts> &known) {
            http::Response answer;
            if (known && *known && !(*known)->isEmpty()) {
                ledger->metrics.repeated(source.name, int((*known)->size()));
                answer = asked.fitted(answerTo(checked, **known, asked.path()), checked.redirect);
            } else {
                ledger->metrics.refused(source.name, "daily_cap");
                answer = http::problem(known ? refusal : known.error(), asked.path());
            }
            answer.headers += ledger->limits->headers(source);
            return answer;
        });
}

} // namespace pl::intake
