#include "server/intake/leadhandler.h"

#include "server/http/problem.h"
#include "server/intake/formanswers.h"
#include "server/intake/leadanswers.h"
#include "server/intake/shownkey.h"
#include "server/intake/submissions.h"

namespace pl::intake {

namespace {

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
    , m_ledger(std::make_shared<Ledger>(Ledger{IntakeMetrics(registry), std::make_shared<SourceLimits>(options.now),
                                               std::make_shared<RefusalBound>(options.now)}))
    , m_gate(keys, rest, registry, {options.guesses, options.use})
    , m_storedCounts(rest, m_ledger->limits, options.now)
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
    constexpr QByteArrayView kForms("/api/v1/forms/");
    if (head.path.startsWith(kForms))
        return m_keys.known(head.path.sliced(kForms.size())) ? kLeadArrayBytes : kLeadBytes;
    const QByteArray key = shownKey(head);
    if (!key.isEmpty() && !m_keys.hasList())
        return kLeadArrayBytes;
    const auto source = key.isEmpty() ? std::nullopt : m_keys.known(key);
    if (!key.isEmpty() && !source)
        m_keys.lookAgain();
    return source && source->kind == Source::Kind::Program ? kLeadArrayBytes : kLeadBytes;
}

Later<http::Response> LeadHandler::withSource(const http::Request &request, const QByteArray &key, Then then)
{
    if (key.isEmpty()) {
        m_ledger->metrics.refused({}, "no_key");
        return http::answered(http::problem(401, QStringLiteral("A source key is required."), request.path));
    }
    return m_gate.passKey(request, key, std::move(then));
}

/// Shared by what only a program may do. `formsRefusal` is for a form's key.
Later<http::Response> LeadHandler::withProgram(const http::Request &request, const QString &formsRefusal, Then then)
{
    return withSource(
        request, shownKey(request),
        [ledger = m_ledger, formsRefusal, then = std::move(then)](const http::Request &asked, const Source &source) {
            switch (source.kind) {
            case Source::Kind::Form:
                return http::answered(ledger->refuse(source, forbidden(formsRefusal), asked.path));
            case Source::Kind::Hook:
                return http::answered(ledger->refuse(source, unknownKey(), asked.path));
            case Source::Kind::Program:
                break;
            }
            return then(asked, source);
        });
}

Later<http::Response> LeadHandler::post(const http::Request &request)
{
    return withProgram(request, QStringLiteral("A form's key works only at the form's own address."),
                       [this](const http::Request &lead, const Source &source) { return take(lead, source); });
}

/// Shared by all requests to a form's URL. The answer depends on the requesting page.
Later<http::Response> LeadHandler::withForm(const http::Request &request, const QByteArray &key, Then then)
{
    const auto ifAllowed = [ledger = m_ledger, then = std::move(then)](const http::Request &form,
                                                                       const Source &source) {
        if (source.kind != Source::Kind::Form)
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
    return withProgram(request, QStringLiteral("A form's key can't be used to read leads."),
                       [this, id](const http::Request &question, const Source &source) {
                           return lookUpLead(question.path, id, source);
                       });
}

} // namespace pl::intake
