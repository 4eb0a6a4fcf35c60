#include "server/intake/leadhandler.h"

#include "models/domain/onresult.h"
#include "server/http/problem.h"
#include "server/intake/leadanswers.h"

#include <QCryptographicHash>

namespace pl::intake {

namespace {

using Answer = std::shared_ptr<QPromise<http::Response>>;

Answer newAnswer()
{
    auto answer = std::make_shared<QPromise<http::Response>>();
    answer->start();
    return answer;
}

void finish(const Answer &answer, const http::Response &response)
{
    answer->addResult(response);
    answer->finish();
}

/// The key of a request: `X-Api-Key`, or `Authorization: Bearer`.
QByteArray keyOf(const http::Request &request)
{
    const QByteArray authorization = request.header("Authorization");
    if (authorization.first(std::min<qsizetype>(7, authorization.size())).compare("Bearer ", Qt::CaseInsensitive) == 0)
        return authorization.sliced(7).trimmed();
    return request.header("X-Api-Key");
}

Error badIdempotencyKey()
{
    const QString sentence = QStringLiteral("An Idempotency-Key is 1 to 255 visible characters.");
    return {
        ErrorCode::InvalidInput, sentence, {{QStringLiteral("Idempotency-Key"), QStringLiteral("invalid"), sentence}}};
}

bool isIdempotencyKey(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 255 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

/// The leads that passed their checks, as the journal takes them. The rows of an array share the request's key: the
/// first has the key itself, so that the same key with another body is found whatever the two look like; each other row
/// gets its own from it.
QList<journal::Submission> submissionsOf(const LeadBody &body, const http::Request &request, const Source &source)
{
    const QByteArray key = request.header("Idempotency-Key");
    const QByteArray hash =
        key.isNull() ? QByteArray() : QCryptographicHash::hash(request.body, QCryptographicHash::Sha256);
    QList<journal::Submission> submissions;
    for (qsizetype row = 0; row < body.leads.size(); ++row) {
        const auto &lead = body.leads.at(row);
        if (!lead)
            continue;
        journal::Submission submission{QUuid::createUuid(), source.id};
        submission.externalId = lead->externalId.value_or(QString());
        if (!key.isNull())
            submission.idempotencyKey = submissions.isEmpty() ? key : key + ' ' + QByteArray::number(row);
        submission.bodyHash = hash;
        submission.payload = dumpJson(lead->toJson());
        submission.receivedAt = Timestamp::now();
        submissions.append(submission);
    }
    return submissions;
}

http::Response unknownLead(const QByteArray &path)
{
    return http::problem(404, QStringLiteral("You have sent no such lead."), path);
}

/// `entry`: the journal's, when it has one. A forwarded lead that the store does not have under its id came before, by
/// another way.
http::Response answerFromStore(const Result<nlohmann::json> &rows, const std::optional<journal::Entry> &entry,
                               const QByteArray &path)
{
    if (!rows)
        return http::problem(rows.error(), path);
    if (!rows->is_array() || (!rows->empty() && !rows->front().is_object()))
        return http::problem({ErrorCode::Protocol, QStringLiteral("The store's answer makes no sense.")}, path);
    if (!rows->empty())
        return answerAboutLead(rows->front());
    return entry ? answerAboutEntry(*entry) : unknownLead(path);
}

} // namespace

LeadHandler::LeadHandler(journal::Journal &journal, SourceKeys &keys, supabase::RestClient &rest, QObject *parent)
    : QObject(parent), m_journal(journal), m_keys(keys), m_rest(rest)
{
}

void LeadHandler::addRoutes(http::Router &router)
{
    router.add("POST", "/api/v1/leads",
               [this](const http::Request &request, const http::PathParameters &) { return post(request); });
    router.add("GET", "/api/v1/leads/{id}",
               [this](const http::Request &request, const http::PathParameters &path) { return get(request, path); });
}

QFuture<http::Response> LeadHandler::withSource(const http::Request &request, Then then)
{
    const QByteArray key = keyOf(request);
    if (key.isEmpty())
        return http::answered(http::problem(401, QStringLiteral("Send your source's key."), request.path));
    if (const auto source = m_keys.known(key))
        return then(*source);
    const Answer answer = newAnswer();
    onResult(this, m_keys.find(key),
             [answer, then = std::move(then), path = request.path](const Result<Source> &source) {
                 if (!source)
                     return finish(answer, http::problem(source.error(), path));
                 then(*source).then([answer](const http::Response &response) { finish(answer, response); });
             });
    return answer->future();
}

QFuture<http::Response> LeadHandler::post(const http::Request &request)
{
    return withSource(request, [this, request](const Source &source) { return take(request, source); });
}

QFuture<http::Response> LeadHandler::take(const http::Request &request, const Source &source)
{
    if (!hasKnownContentType(request))
        return http::answered(
            http::problem(415, QStringLiteral("Send application/json or an HTML form."), request.path));
    if (const auto key = request.header("Idempotency-Key"); !key.isNull() && !isIdempotencyKey(key))
        return http::answered(http::problem(badIdempotencyKey(), request.path));
    auto body = readLeads(request);
    if (!body)
        return http::answered(http::problem(body.error(), request.path));
    const auto submissions = submissionsOf(*body, request, source);
    if (submissions.isEmpty())
        return http::answered(body->isArray ? answerToArray(*body, {}, request.path)
                                            : answerToLead(body->leads.first().error(), request.path));
    return m_journal.submit(submissions)
        .then([body = std::move(*body), path = request.path](const Result<QList<Result<journal::Receipt>>> &receipts) {
            if (!receipts)
                return http::problem(receipts.error(), path);
            return body.isArray ? answerToArray(body, *receipts, path) : answerToLead(receipts->first(), path);
        });
}

QFuture<http::Response> LeadHandler::get(const http::Request &request, const http::PathParameters &parameters)
{
    const QByteArray text = parameters.value("id");
    const QUuid id = QUuid::fromString(QLatin1StringView(text));
    return withSource(request,
                      [this, path = request.path, id](const Source &source) { return tell(path, id, source); });
}

/// What the journal knows comes first: the lead may not have reached the store yet. A lead of another source is no
/// lead.
QFuture<http::Response> LeadHandler::tell(const QByteArray &path, const QUuid &id, const Source &source)
{
    if (id.isNull())
        return http::answered(unknownLead(path));
    const Answer answer = newAnswer();
    onResult(this, m_journal.find(id), [=, this](const Result<std::optional<journal::Entry>> &found) {
        if (!found)
            return finish(answer, http::problem(found.error(), path));
        const std::optional<journal::Entry> entry = *found;
        if (entry && entry->sourceId != source.id)
            return finish(answer, unknownLead(path));
        if (entry && entry->state != journal::EntryState::Forwarded)
            return finish(answer, answerAboutEntry(*entry));
        const auto query = supabase::Query("leads")
                               .select("id,status,created_at,closed_reason,duplicate_of")
                               .eq("id", id)
                               .eq("source_id", source.id);
        onResult(this, m_rest.selectJson(query),
                 [=](const Result<nlohmann::json> &rows) { finish(answer, answerFromStore(rows, entry, path)); });
    });
    return answer->future();
}

} // namespace pl::intake
