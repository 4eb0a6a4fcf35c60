#include "server/main/commands/usercommand.h"

#include "models/base/onresult.h"
#include "models/base/visibletext.h"
#include "models/domain/passwordrules.h"
#include "server/main/passwords.h"

namespace pl {

namespace {

using supabase::AuthUser;

constexpr const char *kUsage = "Say: user add EMAIL --role ROLE, user list, user role EMAIL ROLE, user password EMAIL, "
                               "user disable EMAIL, or user enable EMAIL.";

bool isRole(const QString &role)
{
    return role == u"admin" || role == u"staff" || role == u"plumber";
}

Error noPassword()
{
    return usageError(QStringLiteral("There was no password on standard input."));
}

/// What is wrong with a password that somebody chose, or that was not given at all.
std::optional<Error> passwordError(const QString &password, const QString &email)
{
    if (password.isEmpty())
        return noPassword();
    const QString fault = passwordFaultText(passwordFault(password, email));
    return fault.isEmpty() ? std::nullopt : std::optional(usageError(QStringLiteral("The password %1.").arg(fault)));
}

/// How many words a command has, itself included; 0 when there is no such command.
qsizetype wordsOf(const QString &verb)
{
    if (verb == u"list")
        return 1;
    if (verb == u"add" || verb == u"password" || verb == u"disable" || verb == u"enable")
        return 2;
    return verb == u"role" ? 3 : 0;
}

QString stateOf(const AuthUser &user)
{
    return user.banned ? QStringLiteral("disabled") : QStringLiteral("active");
}

nlohmann::json userJson(const AuthUser &user)
{
    return {{"id", user.id.toString(QUuid::WithoutBraces).toStdString()},
            {"email", user.email.toStdString()},
            {"role", user.role.toStdString()},
            {"disabled", user.banned},
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
    parser.addPositionalArgument(
        QStringLiteral("user"),
        QStringLiteral("add EMAIL --role ROLE, list, role EMAIL ROLE, password EMAIL, disable EMAIL, or enable EMAIL"),
        QStringLiteral("user add EMAIL --role ROLE | list | role EMAIL ROLE | password EMAIL | disable EMAIL | "
                       "enable EMAIL"));
}

void UserCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    const QString verb = arguments.value(0);
    if (wordsOf(verb) == 0 || arguments.size() != wordsOf(verb))
        return Q_EMIT finished(usageError(QString::fromLatin1(kUsage)));
    m_asJson = parser.isSet(QStringLiteral("json"));
    if (verb == u"list")
        return list();
    const QString email = withoutInvisible(arguments.at(1)).trimmed();
    const QString role = verb == u"role" ? arguments.at(2) : parser.value(QStringLiteral("role"));
    if ((verb == u"role" || verb == u"add") && !isRole(role))
        return Q_EMIT finished(usageError(QStringLiteral("The role must be admin, staff or plumber.")));
    if (verb == u"add")
        return add(email, role, parser.isSet(QStringLiteral("password-stdin")));
    if (verb == u"password")
        return changePassword(email, parser.isSet(QStringLiteral("password-stdin")));
    if (verb == u"role")
        return change(email, [this, role](const QUuid &id) { return users().setRole(id, role); });
    change(email, [this, off = verb == u"disable"](const QUuid &id) { return users().setDisabled(id, off); });
}

void UserCommand::add(const QString &email, const QString &role, bool fromStdin)
{
    const QString password = fromStdin ? readPassword() : randomPassword();
    if (const auto error = passwordError(password, email))
        return Q_EMIT finished(*error);
    const QString toShow = fromStdin ? QString() : password;
    onResult(this, users().create(email, password, role),
             [this, toShow](const Result<AuthUser> &user) { print(user, toShow); });
}

void UserCommand::changePassword(const QString &email, bool fromStdin)
{
    const QString password = fromStdin ? readPassword() : randomPassword();
    if (const auto error = passwordError(password, email))
        return Q_EMIT finished(*error);
    change(
        email, [this, password](const QUuid &id) { return users().setPassword(id, password); },
        fromStdin ? QString() : password);
}

void UserCommand::list()
{
    onResult(this, users().list(), [this](const Result<QList<AuthUser>> &users) {
        if (!users)
            return Q_EMIT finished(users.error());
        auto json = nlohmann::json::array();
        QList<QStringList> table{{QStringLiteral("EMAIL"), QStringLiteral("ROLE"), QStringLiteral("STATE")}};
        for (const AuthUser &user : *users) {
            json.push_back(userJson(user));
            table.append({user.email, user.role, stateOf(user)});
        }
        Q_EMIT finished(m_asJson ? printed(json) : printedTable(table));
    });
}

void UserCommand::change(const QString &email, const Change &how, const QString &newPassword)
{
    onResult(this, users().find(email), [this, email, how, newPassword](const Result<std::optional<AuthUser>> &user) {
        if (!user)
            return Q_EMIT finished(user.error());
        if (!*user)
            return Q_EMIT finished(Error{ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(email)});
        onResult(this, how((*user)->id),
                 [this, newPassword](const Result<AuthUser> &changed) { print(changed, newPassword); });
    });
}

void UserCommand::print(const Result<AuthUser> &user, const QString &newPassword)
{
    if (!user)
        return Q_EMIT finished(user.error());
    nlohmann::json json = userJson(*user);
    QList<QStringList> lines{{QStringLiteral("email"), user->email},
                             {QStringLiteral("role"), user->role},
                             {QStringLiteral("state"), stateOf(*user)}};
    if (!newPassword.isEmpty()) {
        json["password"] = newPassword.toStdString();
        lines.append({QStringLiteral("password"), newPassword});
    }
    Q_EMIT finished(m_asJson ? printed(json) : printedTable(lines));
}

} // namespace pl
