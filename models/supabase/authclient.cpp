#include "models/supabase/authclient.h"

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

Result<QList<AuthUser>> usersOf(const Result<HttpResponse> &answer)
{
    const Result<nlohmann::json> json = jsonFromResponse(answer);
    if (!json)
        return json.error();
    QList<AuthUser> users;
    for (const nlohmann::json &item : json->value("users", nlohmann::json::array())) {
        const Result<AuthUser> user = AuthUser::fromJson(item);
        if (!user)
            return user.error();
        users += *user;
    }
    return users;
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
    if (const nlohmann::json data = r.raw("app_metadata");
        data.is_object() && data.value("role", nlohmann::json()).is_string())
        user.role = QString::fromStdString(data["role"].get<std::string>());
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

QFuture<Result<>> AuthClient::signOut(const QByteArray &accessToken, bool everywhere)
{
    HttpRequest request =
        post(everywhere ? "/auth/v1/logout?scope=global" : "/auth/v1/logout?scope=local", nlohmann::json::object());
    request.headers.append({"Authorization", "Bearer " + accessToken});
    return m_client.send(request, false).then(doneOf);
}

QFuture<Result<>> AuthClient::recover(const QString &email)
{
    return m_client.send(post("/auth/v1/recover", {{"email", toJson(email.trimmed())}}), false).then(doneOf);
}

QFuture<Result<QList<AuthUser>>> AuthClient::adminListUsers()
{
    return m_client.send({"GET", "/auth/v1/admin/users?per_page=1000"}, true).then(usersOf);
}

QFuture<Result<AuthUser>> AuthClient::adminCreateUser(const QString &email, const QString &password,
                                                      const QString &role)
{
    return m_client
        .send(post("/auth/v1/admin/users", {{"email", toJson(email.trimmed())},
                                            {"password", toJson(password)},
                                            {"email_confirm", true},
                                            {"app_metadata", {{"role", toJson(role)}}}}),
              false)
        .then(valueOf<AuthUser>);
}

QFuture<Result<AuthUser>> AuthClient::adminSetRole(const QUuid &id, const QString &role)
{
    HttpRequest request = post("/auth/v1/admin/users/" + id.toByteArray(QUuid::WithoutBraces),
                               {{"app_metadata", {{"role", toJson(role)}}}});
    request.method = "PUT";
    return m_client.send(request, true).then(valueOf<AuthUser>);
}

} // namespace pl::supabase
