#include "server/intake/leadhandler.h"

#include "models/base/onresult.h"
#include "models/domain/sourcekey.h"
#include "server/http/clientaddress.h"
#include "server/http/problem.h"
#include "server/intake/formanswers.h"
#include "server/intake/leadanswers.h"
#include "server/intake/submissions.h"

namespace pl::intake {

namespace {

/// The key of a request: `X-Api-Key`, or `Authorization: Bearer`.
QByteArray keyOf(const http::Request &request)
{
    constexpr QByteArrayView kScheme("Bearer ");
    const QByteArray authorization = request.header("Authorization");
    const QByteArrayView scheme = QByteArrayView(authorization).first(std::min(kScheme.size(), authorization.size()));
    if (scheme.compare(kScheme, Qt::CaseInsensitive) == 0)
        return QByteArrayView(authorization).sliced(kScheme.size()).trimmed().toByteArray();
    return request.header("X-Api-Key");
}

Error unknownKey()
{
    return {ErrorCode::Unauthenticated, QStringLiteral("This key is not valid.")};
}

Error forbidden(const QString &sentence)
{
    return {ErrorCode::Forbidden, sentence};
}

} // namespace

LeadHandler::LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest,
                         metrics::Registry &registry, QObject *parent)
    : LeadHandler(journal, keys, rest, registry, Options(), parent)
{
}

LeadHandler::LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest,
                         metrics::Registry &registry, const Options &options, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_keys(keys)
    , m_rest(rest)
    , m_ledger(std::make_shared<Ledger>(Ledger{IntakeMetrics(registry), std::make_shared<SourceLimits>(options.now)}))
    , m_guesses(options.guesses)
    , m_storedCounts(rest, m_ledger->limits, options.now)
    , m_use(rest, options.use)
{
}

void LeadHandler::addRoutes(http::Router &router)
{
    router.add("POST", "/api/v1/leads",
               [this](const http::Request &request, const http::PathParameters &) { return post(request); });
    router.add("GET", "/api/v1/leads/{id}",
               [this](const http::Request &request, const http::PathParameters &path) { return get(request, path); });
    router.add("POST", "/api/v1/forms/{key}", [this](const http::Request &request, const http::PathParameters &path) {
        return postForm(request, path);
    });
    router.add(
        "OPTIONS", "/api/v1/forms/{key}",
        [this](const http::Request &request, const http::PathParameters &path) { return preflight(request, path); });
}

qint64 LeadHandler::bodyLimit(const http::Request &head)
{
    const QByteArray key = keyOf(head);
    constexpr QByteArrayView kForms("/api/v1/forms/");
    if (head.path.startsWith(kForms))
        return m_keys.known(head.path.sliced(kForms.size())) ? kLeadArrayBytes : kLeadBytes;
    if (!key.isEmpty() && !m_keys.hasList())
        return kLeadArrayBytes;
    const auto source = key.isEmpty() ? std::nullopt : m_keys.known(key);
    if (!key.isEmpty() && !source)
        m_keys.lookAgain();
    return source && !source->isForm ? kLeadArrayBytes : kLeadBytes;
}

http::Response LeadHandler::Ledger::refuse(const Source &source, const Error &error, const QByteArray &path)
{
    metrics.refused(source.name, error);
    return http::problem(error, path);
}

/// A known source always passes, whatever its network has guessed before.
Later<http::Response> LeadHandler::withSource(const http::Request &request, const QByteArray &key, Then then)
{
    if (key.isEmpty()) {
        m_ledger->metrics.refused({}, "no_key");
        return http::answered(http::problem(401, QStringLiteral("A source key is required."), request.path));
    }
    const auto source = m_keys.known(key);
    if (!source)
        return findSource(request, key, std::move(then));
    m_use.note(source->id);
    return then(request, *source);
}

/// The same key on many connections from one network is one guess, so a new source may start with a burst.
Later<http::Response> LeadHandler::findSource(const http::Request &request, const QByteArray &key, Then then)
{
    const QByteArray network = clientNetwork(request);
    const QByteArray guess = network + ' ' + SourceKey(key).hash();
    const bool isFirst = !m_guessesInFlight.contains(guess);
    if (const int wait = isFirst ? m_guesses.take(network) : 0) {
        m_ledger->metrics.guessed(true);
        return http::answered(m_ledger->refuse(
            {}, {ErrorCode::RateLimited, QStringLiteral("Too many invalid keys."), {}, {}, wait}, request.path));
    }
    m_guessesInFlight.insert(guess);
    const auto answer = std::make_shared<Later<http::Response>::Promise>();
    onResult(this, m_keys.find(key), [=, this, then = std::move(then)](const Result<Source> &source) {
        const bool isWrong = !source && source.error().code == ErrorCode::Unauthenticated;
        if (isWrong)
            m_ledger->metrics.guessed(false);
        if (isFirst)
            m_guessesInFlight.remove(guess);
        if (isFirst && !isWrong)
            m_guesses.giveBack(network);
        if (!source)
            return answer->give(m_ledger->refuse({}, source.error(), request.path));
        m_use.note(source->id);
        then(request, *source).receive([answer](std::optional<http::Response> response) {
            answer->give(std::move(response));
        });
    });
    return answer->later();
}

Later<http::Response> LeadHandler::post(const http::Request &request)
{
    return withSource(request, keyOf(request), [this](const http::Request &lead, const Source &source) {
        if (source.isForm)
            return http::answered(m_ledger->refuse(
                source, forbidden(QStringLiteral("A form's key works only at the form's own address.")), lead.path));
        return take(lead, source);
    });
}

/// Shared by all requests to a form's URL. The answer depends on the requesting page.
Later<http::Response> LeadHandler::withForm(const http::Request &request, const QByteArray &key, Then then)
{
    const auto ifAllowed = [ledger = m_ledger, then = std::move(then)](const http::Request &form,
                                                                       const Source &source) {
        if (!source.isForm)
            return http::answered(ledger->refuse(source, unknownKey(), form.path));
        if (!isFromOwnPage(form, source))
            return http::answered(ledger->refuse(
                source, forbidden(QStringLiteral("This form can't be sent from this page.")), form.path));
        return then(form, source).then([form](http::Response response) {
            allowPage(response, form);
            return response;
        });
    };
    return withSource(request, key, ifAllowed).then([request](http::Response response) {
        response.headers.emplaceBack("Vary", "Origin");
        return problemForPeople(std::move(response), request);
    });
}

Later<http::Response> LeadHandler::postForm(const http::Request &request, const http::PathParameters &parameters)
{
    return withForm(request, parameters.value("key"),
                    [this](const http::Request &form, const Source &source) { return take(form, source); });
}

Later<http::Response> LeadHandler::preflight(const http::Request &request, const http::PathParameters &parameters)
{
    return withForm(request, parameters.value("key"),
                    [](const http::Request &, const Source &) { return http::answered(preflightAnswer()); });
}

Later<http::Response> LeadHandler::get(const http::Request &request, const http::PathParameters &parameters)
{
    const QUuid id = QUuid::fromString(QLatin1StringView(parameters.value("id")));
    return withSource(request, keyOf(request), [this, id](const http::Request &question, const Source &source) {
        if (source.isForm)
            return http::answered(m_ledger->refuse(
                source, forbidden(QStringLiteral("A form's key can't be used to read leads.")), question.path));
        return lookUpLead(question.path, id, source);
    });
}

} // namespace pl::intake
