#include "server/intake/sourcegate.h"

#include "models/base/onresult.h"
#include "models/domain/sourcekey.h"
#include "server/http/clientaddress.h"
#include "server/http/problem.h"
#include "server/http/router.h"

namespace pl::intake {

namespace {

/// Of bodies whose source is being looked for. An attacker's wait there, too, and longest while the store is away.
constexpr qint64 kMaxBytesInFlight = 64 * 1024 * 1024;

} // namespace

SourceGate::SourceGate(SourceKeys &keys, supabase::RestClient &rest, metrics::Registry &registry,
                       const Options &options, QObject *parent)
    : QObject(parent), m_keys(keys), m_metrics(registry), m_guesses(options.guesses), m_use(rest, options.use)
{
}

http::Response SourceGate::refuse(const Error &error, const Proof &proof)
{
    if (error.code == ErrorCode::Unauthenticated)
        m_metrics.refused({}, proof.wrong);
    else
        m_metrics.refused({}, error);
    return http::problem(error, proof.path);
}

Later<http::Response> SourceGate::passKey(const http::Request &request, const QByteArray &key, Then then)
{
    if (const auto source = m_keys.known(key)) {
        m_use.note(source->id);
        return then(request, *source);
    }
    const Proof proof{[this, key] { return m_keys.known(key); }, [key] { return SourceKey(key).hash(); }, request.path};
    return search(request, proof, std::move(then));
}

Later<http::Response> SourceGate::pass(const http::Request &request, const Proof &proof, Then then)
{
    const auto source = proof.source();
    if (!source)
        return search(request, proof, std::move(then));
    m_use.note(source->id);
    return then(request, *source);
}

/// The same guess on many connections from one network is one guess, so a new source may start with a burst. Whether
/// the guess is wrong because the source is unknown or because its proof is, the answer takes the same way, so that its
/// time doesn't tell.
Later<http::Response> SourceGate::search(const http::Request &request, const Proof &proof, Then then)
{
    const QByteArray network = clientNetwork(request);
    const QByteArray guess = network + ' ' + proof.guess();
    const bool isFirst = !m_guessesInFlight.contains(guess);
    if (const int wait = isFirst ? m_guesses.take(network) : 0) {
        m_metrics.guessed(true);
        return http::answered(
            refuse({ErrorCode::RateLimited, QStringLiteral("Too many invalid keys."), {}, {}, wait}, proof));
    }
    const qint64 bytes = request.body.size();
    if (m_bytesInFlight > 0 && m_bytesInFlight + bytes > kMaxBytesInFlight) {
        if (isFirst)
            m_guesses.giveBack(network);
        return http::answered(refuse(
            {ErrorCode::Unavailable, QStringLiteral("Too many keys are being checked right now."), {}, {}, 1}, proof));
    }
    m_bytesInFlight += bytes;
    m_guessesInFlight.insert(guess);
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, m_keys.find(proof.source), [=, this, then = std::move(then)](const Result<Source> &source) {
        const bool isWrong = !source && source.error().code == ErrorCode::Unauthenticated;
        m_bytesInFlight -= bytes;
        if (isWrong)
            m_metrics.guessed(false);
        if (isFirst)
            m_guessesInFlight.remove(guess);
        if (isFirst && !isWrong)
            m_guesses.giveBack(network);
        if (!source)
            return answer->give(refuse(source.error(), proof));
        m_use.note(source->id);
        then(request, *source).receive([answer](std::optional<http::Response> response) {
            answer->give(std::move(response));
        });
    });
    return answer->later();
}

} // namespace pl::intake
