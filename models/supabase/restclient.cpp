#include "models/supabase/restclient.h"

#include "models/supabase/guardedupdatecall.h"
#include "models/supabase/pagedread.h"
#include "models/supabase/projecttrouble.h"
#include "models/supabase/restcall.h"
#include "models/supabase/retry.h"

namespace pl::supabase {
namespace {

constexpr int kProjectPaused = 540; ///< Supabase's own, from its gateway

ErrorCode codeFromStatus(int status)
{
    switch (status) {
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::Forbidden;
    case 404:
        return ErrorCode::NotFound;
    case 409:
        return ErrorCode::Conflict;
    case 413:
        return ErrorCode::TooLarge;
    case 429:
        return ErrorCode::RateLimited;
    default:
        return status >= 500 ? ErrorCode::Unavailable : ErrorCode::InvalidInput;
    }
}

/// PostgREST says {code,message}, Auth {error_code,msg} or OAuth's {error,error_description}, the gateway {message}.
QString firstText(const nlohmann::json &body, std::initializer_list<const char *> keys)
{
    for (const char *key : keys)
        if (const auto it = body.find(key); it != body.end() && it->is_string())
            return QString::fromStdString(it->get_ref<const std::string &>());
    return {};
}

/// What PostgREST answers to a read or a write.
Result<nlohmann::json> listFromResponse(const Result<HttpResponse> &answer)
{
    auto list = jsonFromResponse(answer);
    const auto isRow = [](const nlohmann::json &row) { return row.is_object(); };
    if (list && (!list->is_array() || !std::all_of(list->begin(), list->end(), isRow)))
        return Error{ErrorCode::Protocol, QStringLiteral("The server's answer is not a list of rows.")};
    return list;
}

} // namespace

Error errorFromResponse(const HttpResponse &response)
{
    Error error{codeFromStatus(response.status), {}};
    error.retryAfterSeconds = int(retryAfter(response).count());
    const nlohmann::json body = parseJson(response.body, {}).valueOr(nlohmann::json::object());
    if (body.is_object()) {
        error.message = firstText(body, {"message", "msg", "error_description", "detail", "title", "error"});
        error.remoteCode = firstText(body, {"error_code", "code", "error"});
    }
    if (const auto trouble = projectTrouble(response.status, error.remoteCode, error.message))
        error.message = *trouble;
    if (error.message.isEmpty())
        error.message = QStringLiteral("The server answered with status %1.").arg(response.status);
    if (response.status == kProjectPaused)
        error.remoteCode = QStringLiteral("project_paused");
    if (error.remoteCode == QStringLiteral("invalid_credentials") ||
        error.remoteCode == QStringLiteral("invalid_grant"))
        error.code = ErrorCode::Unauthenticated;
    return error;
}

Result<nlohmann::json> jsonFromResponse(const Result<HttpResponse> &answer)
{
    if (!answer)
        return answer.error();
    if (answer->status >= 300)
        return errorFromResponse(*answer);
    if (answer->body.isEmpty())
        return nlohmann::json();
    Result<nlohmann::json> json = parseJson(answer->body, QStringLiteral("The server's answer"));
    if (!json)
        return Error{ErrorCode::Protocol, json.error().message};
    return json;
}

RestClient::RestClient(Transport &transport, Credentials &credentials, QObject *parent, RetryPolicy policy)
    : QObject(parent), m_transport(transport), m_credentials(credentials), m_policy(policy)
{
}

RestClient::~RestClient()
{
    // Calls refer to this client's members: they must go before those, not with QObject's children.
    qDeleteAll(findChildren<PagedRead *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<GuardedUpdateCall *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<RestCall *>(Qt::FindDirectChildrenOnly));
}

void RestClient::heard(const Result<HttpResponse> &answer)
{
    if (!answer)
        return;
    if (const auto sent = httpDate(answer->header("Date")))
        m_serverTime = sent;
}

QFuture<Result<HttpResponse>> RestClient::send(HttpRequest request, bool repeatable)
{
    return (new RestCall(*this, std::move(request), repeatable))->start();
}

QFuture<Result<nlohmann::json>> RestClient::selectJson(const Query &query)
{
    return send({"GET", query.target(), {{"Accept", "application/json"}}}, true).then(listFromResponse);
}

QFuture<Result<nlohmann::json>> RestClient::selectAll(const Query &query, const QByteArray &key)
{
    return sendPaged({[query, key](const nlohmann::json &rows) -> HttpRequest {
                          Query page = Query(query).order(key + ".asc").limit(kPageRows);
                          if (!rows.empty())
                              page.filter(key, "gt", JsonReader(rows.back()).string(key.constData()));
                          return {"GET", page.target(), {{"Accept", "application/json"}, {"Prefer", "count=exact"}}};
                      },
                      [](const HttpResponse &answer, std::size_t before) -> std::optional<std::size_t> {
                          const QByteArray range = answer.header("Content-Range");
                          bool isNumber = false;
                          const auto behind = range.mid(range.lastIndexOf('/') + 1).toULongLong(&isNumber);
                          return isNumber ? std::optional(before + std::size_t(behind)) : std::nullopt;
                      },
                      nullptr});
}

QFuture<Result<nlohmann::json>> RestClient::sendPaged(Pages pages)
{
    return (new PagedRead(*this, std::move(pages)))->start();
}

QFuture<Result<nlohmann::json>> RestClient::insert(const Query &query, const nlohmann::json &rows,
                                                   OnConflict onConflict)
{
    const bool ignore = onConflict == OnConflict::IgnoreDuplicates;
    const QByteArray prefer = ignore ? "return=representation,resolution=ignore-duplicates" : "return=representation";
    return send({"POST", query.target(), {{"Content-Type", "application/json"}, {"Prefer", prefer}}, dumpJson(rows)},
                ignore)
        .then(listFromResponse);
}

QFuture<Result<nlohmann::json>> RestClient::guardedUpdateJson(const QByteArray &table, const QByteArray &columns,
                                                              const QUuid &id, qint64 version,
                                                              const nlohmann::json &changes)
{
    return (new GuardedUpdateCall(*this, {table, columns, id, version, changes}, m_policy))->start();
}

QFuture<Result<nlohmann::json>> RestClient::update(const Query &query, const nlohmann::json &changes)
{
    return send({"PATCH",
                 query.target(),
                 {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}},
                 dumpJson(changes)},
                false)
        .then(listFromResponse);
}

} // namespace pl::supabase
