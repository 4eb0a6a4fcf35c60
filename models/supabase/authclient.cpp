#include "models/supabase/authclient.h"

#include "models/base/jsonmember.h"

namespace pl::supabase {
namespace {

HttpRequest post(const QByteArray &target, const nlohmann::json &body)
{
    return {"POST", target, {{"Content-Type", "application/json"}}, dumpJson(body)};
}

Result<> doneOf(const Result<HttpResponse> &answer)
{
    if (!answer)
        return answer.error();
    return answer->status >= 300 ? Result<>(errorFromResponse(*answer)) : Result<>();
}

template <class T>
Result<T> valueOf(const Result<HttpResponse> &answer)
{
    return jsonFromResponse(answer).andThen([](const nlohmann::json &json) { return T::fromJson(json); });
}

/// When a token was issued, by the server's clock: the JWT's `iat`; nothing if absent.
std::optional<Timestamp> madeAt(const QByteArray &token)
{
    const QByteArray claims = QByteArray::fromBase64(token.split('.').value(1), QByteArray::Base64UrlEncoding);
    const nlohmann::json json = parseJson(claims, {}).valueOr(nlohmann::json::object());
    const auto iat = json.is_object() ? json.find("iat") : json.end();
    if (!json.is_object() || iat == json.end() || !iat->is_number_integer())
        return std::nullopt;
    return Timestamp{}.addSeconds(iat->get<qint64>());
}

} // namespace

Result<AuthUser> AuthUser::fromJson(const nlohmann::json &json)
{
    JsonReader r(json);
    AuthUser user;
    user.id = r.uuid("id");
    user.email = r.optionalString("email").value_or(QString());
    user.createdAt = r.optionalTimestamp("created_at").value_or(Timestamp{});
    user.banned = r.optionalTimestamp("banned_until").value_or(Timestamp{}) > Timestamp::now();
    user.lastSignInAt = r.optionalTimestamp("last_sign_in_at");
    user.role = jsonText(r.raw("app_metadata"), "role");
    user.invitation = jsonText(r.raw("app_metadata"), "invitation");
    return r.finish(user);
}

Result<Tokens> Tokens::fromJson(const nlohmann::json &json)
{
    JsonReader r(json);
    Tokens tokens;
    tokens.accessToken = r.string("access_token").toLatin1();
    tokens.refreshToken = r.string("refresh_token").toLatin1();
    // The server's clock may differ from ours: count from our own now.
    tokens.expiresAt = Timestamp::now().addSeconds(r.integerOr("expires_in", 3600));
    tokens.issuedAt = madeAt(tokens.accessToken);
    const Result<AuthUser> user = AuthUser::fromJson(r.raw("user"));
    if (!user)
        return user.error();
    tokens.user = *user;
    return r.finish(tokens);
}

AuthClient::AuthClient(Transport &transport, Credentials &credentials, QObject *parent)
    : QObject(parent), m_client(transport, credentials, this)
{
}

QFuture<Result<Tokens>> AuthClient::token(const QByteArray &grant, const nlohmann::json &body)
{
    return m_client.send(post("/auth/v1/token?grant_type=" + grant, body), false).then(valueOf<Tokens>);
}

QFuture<Result<Tokens>> AuthClient::signIn(const QString &email, const QString &password)
{
    return token("password", {{"email", toJson(email.trimmed())}, {"password", toJson(password)}});
}

QFuture<Result<Tokens>> AuthClient::refresh(const QByteArray &refreshToken)
{
    return token("refresh_token", {{"refresh_token", refreshToken.toStdString()}});
}

QFuture<Result<>> AuthClient::signOut(bool everywhere)
{
    const QByteArray scope = everywhere ? "global" : "local";
    return m_client.send(post("/auth/v1/logout?scope=" + scope, nlohmann::json::object()), false).then(doneOf);
}

QFuture<Result<>> AuthClient::changePassword(const QString &current, const QString &password, const QString &code)
{
    nlohmann::json body{{"current_password", toJson(current)}, {"password", toJson(password)}};
    if (!code.isEmpty())
        body["nonce"] = toJson(code.trimmed());
    HttpRequest request = post("/auth/v1/user", body);
    request.method = "PUT";
    return m_client.send(request, false).then(doneOf);
}

QFuture<Result<>> AuthClient::requestCode()
{
    return m_client.send(post("/auth/v1/reauthenticate", nlohmann::json::object()), false).then(doneOf);
}

QFuture<Result<>> AuthClient::recover(const QString &email)
{
    return m_client.send(post("/auth/v1/recover", {{"email", toJson(email.trimmed())}}), false).then(doneOf);
}

} // namespace pl::supabase
