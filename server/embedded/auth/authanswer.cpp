#include "server/embedded/auth/authanswer.h"

#include "models/base/jsonreader.h"

#include <QUrlQuery>

namespace pl::embedded {
namespace {

using nlohmann::json;

json timeJson(const std::optional<Timestamp> &time)
{
    return time ? json(time->toString().replace(QStringLiteral("+00:00"), QStringLiteral("Z")).toStdString()) : json();
}

} // namespace

http::Response AuthError::toResponse() const
{
    json body{{"code", status}, {"error_code", code}, {"msg", message.toStdString()}};
    if (weakness != nullptr)
        body["weak_password"] = {{"reasons", {weakness}}};
    http::Response response = jsonResponse(status, body);
    if (retryAfterSeconds > 0)
        response.headers.emplaceBack("Retry-After", QByteArray::number(retryAfterSeconds));
    return response;
}

http::Response jsonResponse(int status, const json &body)
{
    return {status,
            {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
            QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace))};
}

json accountJson(const AuthAccount &account)
{
    return {{"id", account.id.toStdString()},
            {"aud", "authenticated"},
            {"role", "authenticated"},
            {"email", account.email.toStdString()},
            {"phone", ""},
            {"app_metadata", account.appMetadata},
            {"user_metadata", account.userMetadata},
            {"identities", json::array()},
            {"email_confirmed_at", timeJson(account.emailConfirmedAt)},
            {"confirmed_at", timeJson(account.emailConfirmedAt)},
            {"banned_until", timeJson(account.bannedUntil)},
            {"last_sign_in_at", timeJson(account.lastSignInAt)},
            {"created_at", timeJson(account.createdAt)},
            {"updated_at", timeJson(account.updatedAt)},
            {"is_anonymous", false}};
}

json bodyOf(const http::Request &request)
{
    auto body = parseJson(request.body, QStringLiteral("The body"));
    if (!body || !body->is_object())
        throw AuthError{400, "bad_json", QStringLiteral("Could not parse request body as JSON")};
    return std::move(body).value();
}

QString stringMember(const json &object, const char *name)
{
    const auto found = object.find(name);
    if (found == object.end() || found->is_null())
        return {};
    if (!found->is_string())
        throw AuthError{400, "bad_json", QStringLiteral("Could not parse request body as JSON")};
    const QString text = QString::fromStdString(found->get<std::string>());
    return text.isNull() ? QStringLiteral("") : text;
}

QString queryParameter(const http::Request &request, const QString &name)
{
    return QUrlQuery(QString::fromUtf8(request.query)).queryItemValue(name, QUrl::FullyDecoded);
}

} // namespace pl::embedded
