#include "server/intake/hookhandler.h"

#include "server/http/problem.h"
#include "server/intake/hookauthentication.h"
#include "server/intake/hookentry.h"
#include "server/shared/formdecoding.h"

namespace pl::intake {

namespace {

constexpr qsizetype kMaxChallenge = 200;

/// Meta sends a number. What is echoed can't be a page or a script.
bool isChallenge(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= kMaxChallenge && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
               c == '-';
    });
}

http::Response keptAnswer(int status)
{
    return {status,
            {{QByteArrayLiteral("Content-Type"), QByteArrayLiteral("application/json")}},
            QByteArrayLiteral(R"({"status":"received"})")};
}

} // namespace

HookHandler::HookHandler(journal::Journal &journal, SourceGate &gate, supabase::RestClient &rest,
                         metrics::Registry &registry, SourceLimits::Clock now, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_gate(gate)
    , m_now(std::move(now))
    , m_ledger(std::make_shared<Ledger>(Ledger{IntakeMetrics(registry), std::make_shared<SourceLimits>(m_now)}))
    , m_storedCounts(rest, m_ledger->limits, m_now)
{
}

void HookHandler::addRoutes(http::Router &router)
{
    const QByteArray pattern = QByteArray(kPrefix) + "{key}";
    router.add("POST", pattern,
               [this](const http::Request &request, const http::PathParameters &path) { return post(request, path); });
    router.add("GET", pattern,
               [this](const http::Request &request, const http::PathParameters &path) { return get(request, path); });
}

Later<http::Response> HookHandler::pass(const http::Request &request, const http::PathParameters &parameters,
                                        SourceGate::Then then)
{
    const QByteArray place = parameters.value("key");
    const SourceGate::Proof proof{[this, request, place] { return provenHook(m_gate.keys(), request, place); },
                                  [request, place] { return proofDigest(request, place); }, kPrefix, "unknown_hook"};
    return m_gate.pass(request, proof, std::move(then));
}

Later<http::Response> HookHandler::post(const http::Request &request, const http::PathParameters &parameters)
{
    return pass(request, parameters,
                [this](const http::Request &sent, const Source &source) { return receive(sent, source); });
}

Later<http::Response> HookHandler::receive(const http::Request &request, const Source &source)
{
    QElapsedTimer since;
    since.start();
    m_storedCounts.refresh(source);
    HookEntry entry{source.id, request.header("Content-Type"), request.body};
    const auto over = m_ledger->limits->take(source, 1, 1);
    if (over) {
        entry.cause = IntakeCause::OverLimit;
        entry.reason = over->error.message;
    }
    return m_journal.submitEvent(entry.submission(m_now()))
        .then([ledger = m_ledger, source, since,
               isOver = over.has_value()](const Result<journal::EventReceipt> &receipt) {
            const bool isNew = receipt && !receipt->isRepeat;
            if (!isNew && !isOver)
                ledger->limits->giveBack(source, 1);
            if (!receipt) {
                ledger->metrics.refused(source.name, receipt.error());
                return http::problem(receipt.error(), kPrefix);
            }
            ledger->metrics.hook(source.name, !isNew ? "repeated" : isOver ? "over_limit" : "received");
            ledger->metrics.answered(source.name, since);
            return keptAnswer(source.answerStatus);
        });
}

Later<http::Response> HookHandler::get(const http::Request &request, const http::PathParameters &parameters)
{
    return pass(request, parameters, [this](const http::Request &asked, const Source &source) {
        return http::answered(answerVisit(asked, source));
    });
}

http::Response HookHandler::answerVisit(const http::Request &request, const Source &source)
{
    const auto fields = shared::rawFields(request.query);
    const QByteArray mode = shared::fieldOf(fields, "hub.mode");
    if (mode.isNull())
        return {};
    if (mode != "subscribe" || !isKeyOf(m_gate.keys(), verifyToken(request), source))
        return http::problem(403, QStringLiteral("The verify token must be this address's key."), kPrefix);
    const QByteArray challenge = shared::fieldOf(fields, "hub.challenge");
    if (!isChallenge(challenge))
        return http::problem(
            400, QStringLiteral("hub.challenge must be 1 to %1 letters, digits, or . _ -").arg(kMaxChallenge), kPrefix);
    return {200, {{"Content-Type", "text/plain"}, {"X-Content-Type-Options", "nosniff"}}, challenge};
}

} // namespace pl::intake
