#include "server/notify/linkhandler.h"

#include "models/base/onresult.h"
#include "server/journal/refusal.h"
#include "server/notify/linkpages.h"
#include "server/shared/formdecoding.h"

namespace pl::notify {

namespace {

using http::Response;

LinkClaim claimOf(const LinkAnswer &answer)
{
    return {answer.leadId, answer.plumberId, answer.assignedAt, {}};
}

/// Delivers entries one after another: each takes several requests, and there are few.
class SinkCall : public Call<>
{
public:
    SinkCall(supabase::RestClient &rest, QList<journal::Entry> entries, QObject *parent)
        : Call(parent), m_rest(rest), m_entries(std::move(entries))
    {
    }

private:
    void run() override
    {
        if (m_entries.isEmpty())
            return finish({});
        const auto answer =
            parseJson(m_entries.takeFirst().payload, QStringLiteral("the answer")).andThen(&LinkAnswer::fromJson);
        if (!answer)
            return finish(journal::unusable(QStringLiteral("This is not an answer given through a link.")));
        then((new LinkCall(m_rest, claimOf(*answer), *answer, this))->start(), [this](const LinkState &) { run(); });
    }

    supabase::RestClient &m_rest;
    QList<journal::Entry> m_entries;
};

} // namespace

/// One request, from its arrival to the page sent back.
struct LinkHandler::Visit
{
    QByteArray token;
    LinkClaim claim;
    std::optional<LinkAnswer> answer; ///< none: they only look at the lead
    Later<Response>::Promise promise = {};

    void end(const Response &response) { promise.give(response); }
};

LinkHandler::LinkHandler(const LinkSigner &signer, supabase::RestClient &rest, journal::Journal &journal,
                         metrics::Registry &metrics, Clock clock, QObject *parent)
    : QObject(parent)
    , m_signer(signer)
    , m_rest(rest)
    , m_journal(journal)
    , m_answers(metrics.counter("link_answers_total", "Answers that plumbers gave through links.", {"answer"}))
    , m_clock(std::move(clock))
{
}

void LinkHandler::addRoutes(http::Router &router)
{
    router.add("GET", "/l/{token}", [this](const http::Request &, const http::PathParameters &parameters) {
        return show(parameters.value("token"));
    });
    router.add("POST", "/l/{token}/accept", [this](const http::Request &, const http::PathParameters &parameters) {
        return answer(parameters.value("token"), Answer::Accept, {});
    });
    router.add("POST", "/l/{token}/decline",
               [this](const http::Request &request, const http::PathParameters &parameters) {
                   return answer(parameters.value("token"), Answer::Decline, request.body);
               });
}

Later<Response> LinkHandler::show(const QByteArray &token)
{
    const auto claim = m_signer.read(token);
    if (!claim)
        return http::answered(pages().unknownPage());
    const auto visit = std::make_shared<Visit>(Visit{token, *claim, std::nullopt});
    onResult(this, (new LinkCall(m_rest, *claim, std::nullopt, this))->start(),
             [this, visit](const Result<LinkState> &state) { onState(visit, state); });
    return visit->promise.later();
}

Later<Response> LinkHandler::answer(const QByteArray &token, Answer answer, const QByteArray &body)
{
    const auto claim = m_signer.read(token);
    if (!claim)
        return http::answered(pages().unknownPage());
    const auto reason =
        enumFromName<DeclineReason>(QString::fromUtf8(shared::fieldOf(shared::rawFields(body), "reason")));
    const auto visit = std::make_shared<Visit>(Visit{token, *claim, std::nullopt});
    if (answer == Answer::Accept || reason)
        visit->answer = LinkAnswer{
            claim->leadId, claim->plumberId, claim->assignedAt, answer, reason.value_or(DeclineReason::Other),
            m_clock()};
    const bool asksForReason = !visit->answer;
    onResult(
        this, (new LinkCall(m_rest, *claim, std::nullopt, this))->start(),
        [this, visit, asksForReason](const Result<LinkState> &state) {
            const bool isOpen = state && state->kind == LinkState::Kind::Open && !isExpired(visit->claim, m_clock());
            if (isOpen && asksForReason)
                return visit->end(pages().openPage(*state, visit->token, QStringLiteral("Please choose a reason.")));
            onState(visit, state);
        });
    return visit->promise.later();
}

/// Called before an answer is saved: one that is no longer valid is refused. If the store is unavailable, the answer is
/// saved anyway.
void LinkHandler::onState(const VisitPtr &visit, const Result<LinkState> &state)
{
    if (state && state->kind != LinkState::Kind::Open)
        return visit->end(pages().usedPage(*state, mayShowContact(visit->claim, *state, m_clock())));
    if (isExpired(visit->claim, m_clock()))
        return visit->end(pages().expiredPage());
    if (visit->answer)
        return keep(visit);
    visit->end(state ? pages().openPage(*state, visit->token) : pages().unavailablePage());
}

void LinkHandler::keep(const VisitPtr &visit)
{
    const LinkAnswer &answer = *visit->answer;
    const journal::EventSubmission event{kLinkKind, answer.key(), dumpJson(answer.toJson()), answer.at};
    onResult(this, m_journal.submitEvent(event), [this, visit](const Result<journal::EventReceipt> &receipt) {
        if (!receipt)
            return visit->end(pages().unavailablePage());
        if (receipt->isRepeat)
            return visit->end(pages().usedPage({LinkState::Kind::Open}));
        m_answers.with({QByteArray(enumName(visit->answer->answer).data())}).add();
        apply(visit);
    });
}

void LinkHandler::apply(const VisitPtr &visit)
{
    onResult(this, (new LinkCall(m_rest, visit->claim, visit->answer, this))->start(),
             [this, visit](const Result<LinkState> &state) {
                 visit->end(state ? pages().answeredPage(*state, visit->answer->answer) : pages().savedPage());
                 Q_EMIT answered();
             });
}

journal::EventSink linkSink(supabase::RestClient &rest, QObject *owner)
{
    return
        [&rest, owner](const QList<journal::Entry> &entries) { return (new SinkCall(rest, entries, owner))->start(); };
}

} // namespace pl::notify
