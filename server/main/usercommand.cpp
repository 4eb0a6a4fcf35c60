#include "server/main/usercommand.h"

#include "models/domain/onresult.h"
#include "server/main/passwords.h"

namespace pl {

namespace {

using supabase::AuthUser;

bool isRole(const QString &role)
{
    return role == u"admin" || role == u"staff" || role == u"plumber";
}

nlohmann::json userJson(const AuthUser &user)
{
    return {{"id", user.id.toString(QUuid::WithoutBraces).toStdString()},
            {"email", user.email.toStdString()},
            {"role", user.role.toStdString()},
            {"created_at", user.createdAt.toString().toStdString()}};
}

} // namespace

void UserCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("json"), QStringLiteral("Print JSON.")});
    parser.addOption({QStringLiteral("role"), QStringLiteral("admin, staff or plumber."), QStringLiteral("ROLE")});
    parser.addOption({QStringLiteral("password-stdin"), QStringLiteral("Read the password from standard input; "
                                                                       "otherwise one is made and printed.")});
    parser.addPositionalArgument(QStringLiteral("user"),
                                 QStringLiteral("add EMAIL --role ROLE, list, or role EMAIL ROLE"),
                                 QStringLiteral("user add EMAIL --role ROLE | list | role EMAIL ROLE"));
}

void UserCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    const QString verb = arguments.value(0);
    const bool asJson = parser.isSet(QStringLiteral("json"));
    if (verb == u"list" && arguments.size() == 1)
        return list(asJson);
    const QString role = verb == u"role" ? arguments.value(2) : parser.value(QStringLiteral("role"));
    if ((verb != u"add" || arguments.size() != 2) && (verb != u"role" || arguments.size() != 3))
        return Q_EMIT finished(
            usageError(QStringLiteral("Say: user add EMAIL --role ROLE, user list, or user role EMAIL ROLE.")));
    if (!isRole(role))
        return Q_EMIT finished(usageError(QStringLiteral("The role must be admin, staff or plumber.")));
    if (verb == u"add")
        return add(arguments.at(1), role, parser.isSet(QStringLiteral("password-stdin")), asJson);
    changeRole(arguments.at(1), role);
}

void UserCommand::add(const QString &email, const QString &role, bool fromStdin, bool asJson)
{
    const QString password = fromStdin ? readPassword() : randomPassword();
    if (password.isEmpty())
        return Q_EMIT finished(usageError(QStringLiteral("There was no password on standard input.")));
    onResult(this, auth().adminCreateUser(email, password, role),
             [this, fromStdin, asJson, password](const Result<AuthUser> &user) {
                 if (!user)
                     return Q_EMIT finished(user.error());
                 nlohmann::json json = userJson(*user);
                 if (!fromStdin)
                     json["password"] = password.toStdString();
                 if (asJson)
                     return Q_EMIT finished(printed(json));
                 QList<QStringList> lines{{QStringLiteral("email"), user->email}, {QStringLiteral("role"), user->role}};
                 if (!fromStdin)
                     lines.append({QStringLiteral("password"), password});
                 Q_EMIT finished(printedTable(lines));
             });
}

void UserCommand::list(bool asJson)
{
    onResult(this, auth().adminListUsers(), [this, asJson](const Result<QList<AuthUser>> &users) {
        if (!users)
            return Q_EMIT finished(users.error());
        auto json = nlohmann::json::array();
        QList<QStringList> table{{QStringLiteral("EMAIL"), QStringLiteral("ROLE")}};
        for (const AuthUser &user : *users) {
            json.push_back(userJson(user));
            table.append({user.email, user.role});
        }
        Q_EMIT finished(asJson ? printed(json) : printedTable(table));
    });
}

void UserCommand::changeRole(const QString &email, const QString &role)
{
    onResult(this, auth().adminListUsers(), [this, email, role](const Result<QList<AuthUser>> &users) {
        if (!users)
            return Q_EMIT finished(users.error());
        const auto found = std::find_if(users->begin(), users->end(), [&email](const AuthUser &user) {
            return user.email.compare(email, Qt::CaseInsensitive) == 0;
        });
        if (found == users->end())
            return Q_EMIT finished(Error{ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(email)});
        onResult(this, auth().adminSetRole(found->id, role), [this](const Result<AuthUser> &user) {
            if (!user)
                return Q_EMIT finished(user.error());
            Q_EMIT finished(printedTable({{user->email, user->role}}));
        });
    });
}

} // namespace pl
