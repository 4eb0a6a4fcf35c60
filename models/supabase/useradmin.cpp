#include "models/supabase/useradmin.h"

namespace pl::supabase {
namespace {

constexpr char kTarget[] = "/auth/v1/admin/users";

HttpRequest withBody(const QByteArray &method, const QByteArray &target, const nlohmann::json &body)
{
    return {method, target, {{"Content-Type", "application/json"}}, dumpJson(body)};
}

Result<AuthUser> userOf(const Result<HttpResponse> &answer)
{
    return jsonFromResponse(answer).andThen(&AuthUser::fromJson);
}

Result<QList<AuthUser>> usersOf(const Result<nlohmann::json> &rows)
{
    if (!rows)
        return rows.error();
    QList<AuthUser> users;
    QSet<QUuid> seen; // an account made while the pages are read moves the others on by one
    for (const nlohmann::json &row : *rows) {
        const Result<AuthUser> user = AuthUser::fromJson(row);
        if (!user)
            return user.error();
        if (const auto size = seen.size(); (seen += user->id).size() > size)
            users += *user;
    }
    return users;
}

} // namespace

UserAdmin::UserAdmin(Transport &transport, Credentials &credentials, QObject *parent)
    : QObject(parent), m_client(transport, credentials, this)
{
}

QFuture<Result<QList<AuthUser>>> UserAdmin::list()
{
    const Pages pages{[page = 0](const nlohmann::json &) mutable -> HttpRequest {
                          return {"GET", kTarget + QByteArray("?page=") + QByteArray::number(++page) +
                                             "&per_page=" + QByteArray::number(kPageRows)};
                      },
                      [](const HttpResponse &answer, std::size_t) -> std::optional<std::size_t> {
                          bool isNumber = false;
                          const auto total = answer.header("X-Total-Count").toULongLong(&isNumber);
                          return isNumber ? std::optional(std::size_t(total)) : std::nullopt;
                      },
                      "users"};
    return m_client.sendPaged(pages).then(usersOf);
}

QFuture<Result<std::optional<AuthUser>>> UserAdmin::find(const QString &email)
{
    return list().then([address = email.trimmed()](const Result<QList<AuthUser>> &users) {
        return users.transform([&address](const QList<AuthUser> &all) {
            const auto found = std::find_if(all.begin(), all.end(), [&address](const AuthUser &user) {
                return user.email.compare(address, Qt::CaseInsensitive) == 0;
            });
            return found == all.end() ? std::nullopt : std::optional(*found);
        });
    });
}

QFuture<Result<AuthUser>> UserAdmin::create(const QString &email, const QString &password, const QString &role)
{
    return add(email, password, {{"role", toJson(role)}});
}

QFuture<Result<AuthUser>> UserAdmin::invite(const QString &email, const QString &password, const QString &role,
                                            const QString &invitation)
{
    return add(email, password, {{"role", toJson(role)}, {"invitation", toJson(invitation)}});
}

QFuture<Result<AuthUser>> UserAdmin::add(const QString &email, const QString &password, const nlohmann::json &metadata)
{
    return m_client
        .send(withBody("POST", kTarget,
                       {{"email", toJson(email.trimmed())},
                        {"password", toJson(password)},
                        {"email_confirm", true},
                        {"app_metadata", metadata}}),
              false)
        .then(userOf);
}

QFuture<Result<AuthUser>> UserAdmin::get(const QUuid &id)
{
    return m_client.send({"GET", kTarget + QByteArray("/") + id.toByteArray(QUuid::WithoutBraces)}, true).then(userOf);
}

QFuture<Result<AuthUser>> UserAdmin::setInvitation(const QUuid &id, const QString &invitation)
{
    return change(id, {{"app_metadata", {{"invitation", toJson(invitation)}}}});
}

QFuture<Result<AuthUser>> UserAdmin::acceptInvitation(const QUuid &id, const QString &password)
{
    return change(id, {{"password", toJson(password)}, {"app_metadata", {{"invitation", nullptr}}}});
}

QFuture<Result<>> UserAdmin::endSessions(const QUuid &id)
{
    return m_client.send(withBody("POST", "/rest/v1/rpc/end_sessions", {{"person", toJson(id)}}), true)
        .then([](const Result<HttpResponse> &answer) {
            const auto ended = jsonFromResponse(answer);
            return ended ? Result<>() : Result<>(ended.error());
        });
}

QFuture<Result<AuthUser>> UserAdmin::setRole(const QUuid &id, const QString &role)
{
    return change(id, {{"app_metadata", {{"role", toJson(role)}}}});
}

QFuture<Result<AuthUser>> UserAdmin::setPassword(const QUuid &id, const QString &password)
{
    return change(id, {{"password", toJson(password)}});
}

QFuture<Result<AuthUser>> UserAdmin::setDisabled(const QUuid &id, bool disabled)
{
    // A hundred years, because Auth has no permanent ban.
    return change(id, {{"ban_duration", disabled ? "876000h" : "none"}});
}

QFuture<Result<AuthUser>> UserAdmin::change(const QUuid &id, const nlohmann::json &changes)
{
    return m_client
        .send(withBody("PUT", kTarget + QByteArray("/") + id.toByteArray(QUuid::WithoutBraces), changes), true)
        .then(userOf);
}

} // namespace pl::supabase
