#include "server/http/problem.h"

#include "server/http/status.h"

#include <nlohmann/json.hpp>

namespace pl::http {

namespace {

constexpr int kDefaultRetrySeconds = 5;

/// Below it stands a hook's key. Senders keep the answers that they get in logs of their own.
constexpr QByteArrayView kHooks("/api/v1/hooks/");

QByteArray shown(const QByteArray &path)
{
    return path.startsWith(kHooks) ? path.first(kHooks.size() - 1) : path;
}

nlohmann::json errorsJson(const QList<FieldError> &errors)
{
    auto list = nlohmann::json::array();
    for (const FieldError &error : errors)
        list.push_back({{"field", error.field.toStdString()},
                        {"code", error.code.toStdString()},
                        {"detail", error.detail.toStdString()}});
    return list;
}

} // namespace

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return 400;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::Forbidden:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
    case ErrorCode::Outdated:
        return 409;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::RateLimited:
        return 429;
    case ErrorCode::Unavailable:
    case ErrorCode::TimedOut:
    case ErrorCode::Cancelled:
        return 503;
    case ErrorCode::Protocol:
        return 502;
    case ErrorCode::Internal:
        return 500;
    }
    Q_UNREACHABLE();
}

Response problem(int status, const QString &detail, const QByteArray &instance, const QList<FieldError> &errors)
{
    nlohmann::ordered_json json = {{"type", "about:blank"},
                                   {"title", reasonPhrase(status).toStdString()},
                                   {"status", status},
                                   {"detail", detail.toStdString()}};
    if (!instance.isEmpty())
        json["instance"] = shown(instance).toStdString();
    if (!errors.isEmpty())
        json["errors"] = errorsJson(errors);
    Response response{status, {{"Content-Type", "application/problem+json"}}};
    if (status == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
    // A path is whatever bytes the client sent: invalid UTF-8 must not make the answer fail.
    response.body = QByteArray::fromStdString(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return response;
}

Response problem(const Error &error, const QByteArray &instance)
{
    const bool hasFields = error.code == ErrorCode::InvalidInput && !error.fields.isEmpty();
    Response response = problem(hasFields ? 422 : statusOf(error.code), error.message, instance, error.fields);
    if (response.status == 503 || response.status == 429) {
        const int seconds = error.retryAfterSeconds > 0 ? error.retryAfterSeconds : kDefaultRetrySeconds;
        response.headers.emplaceBack("Retry-After", QByteArray::number(seconds));
    }
    return response;
}

} // namespace pl::http
