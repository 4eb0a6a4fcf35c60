#include "server/main/commands/usercommand.h"

#include "models/base/visibletext.h"
#include "models/domain/passwordrules.h"
#include "server/main/commands/options.h"
#include "server/main/passwords.h"

namespace pl {

namespace {

using supabase::AuthUser;

const QStringList kRoles{QStringLiteral("admin"), QStringLiteral("staff"), QStringLiteral("plumber")};

Error noPassword()
{
    return usageError(QStringLiteral("No password was given on standard input."));
}

/// What is wrong with a password that somebody chose, or didn't give at all.
std::optional<Error> passwordError(const QString &password, const QString &email)
{
    if (password.isEmpty())
        return noPassword();
    const QString fault = passwordFaultText(passwordFault(password, email));
    return fault.isEmpty() ? std::nullopt : std::optional(usageError(QStringLiteral("The password %1.").arg(fault)));
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

CLI::App &UserCommand::addVerbOf(CLI::App &app, const char *name, const char *description, const char *example,
                                 Verb verb)
{
    CLI::App &added = addVerb(app, name, description, example, [this, verb] { m_verb = verb; });
    addDataOption(added, dataPath());
    addJsonOption(added, m_asJson);
    return added;
}

void UserCommand::addEmail(CLI::App &app)
{
    addArgument(app, "EMAIL", m_email, "The address that the person signs in with.")->required();
}

void UserCommand::addPasswordOption(CLI::App &app)
{
    addFlag(app, "--password-stdin", m_fromStdin,
            "Read the password from standard input. Default: generate one and print it.");
}

void UserCommand::describe(CLI::App &app)
{
    requireVerb(app, {addDataOption(app, dataPath()), addJsonOption(app, m_asJson)});
    const char *roles = "admin, staff, or plumber.";
    CLI::App &adding =
        addVerbOf(app, "add", "Adds an account.", "user add sam@office.example --role staff", &UserCommand::add);
    addEmail(adding);
    addText(adding, "--role", "ROLE", m_role, roles)->required()->check(oneOf(kRoles));
    addPasswordOption(adding);
    addVerbOf(app, "list", "Lists the accounts.", "user list --json", &UserCommand::list);
    CLI::App &promoting = addVerbOf(app, "role", "Changes what a person may do.", "user role sam@office.example admin",
                                    &UserCommand::setRole);
    addEmail(promoting);
    addArgument(promoting, "ROLE", m_role, roles)->required()->check(oneOf(kRoles));
    CLI::App &changing = addVerbOf(app, "password", "Sets a new password.", "user password sam@office.example",
                                   &UserCommand::changePassword);
    addEmail(changing);
    addPasswordOption(changing);
    addEmail(addVerbOf(app, "disable", "Keeps a person from signing in and ends their sessions.",
                       "user disable sam@office.example", &UserCommand::disable));
    addEmail(addVerbOf(app, "enable", "Lets a person sign in again.", "user enable sam@office.example",
                       &UserCommand::enable));
}

void UserCommand::run()
{
    (this->*m_verb)();
}

QString UserCommand::email() const
{
    return withoutInvisible(m_email).trimmed();
}

void UserCommand::add()
{
    const QString password = m_fromStdin ? readSecret() : randomPassword();
    if (const auto error = passwordError(password, email()))
        return fail(*error);
    const QString toShow = m_fromStdin ? QString() : password;
    then(users().create(email(), password, m_role), [this, toShow](const AuthUser &user) { print(user, toShow); });
}

void UserCommand::setRole()
{
    change([this](const QUuid &id) { return users().setRole(id, m_role); });
}

void UserCommand::disable()
{
    change([this](const QUuid &id) { return users().setDisabled(id, true); });
}

void UserCommand::enable()
{
    change([this](const QUuid &id) { return users().setDisabled(id, false); });
}

void UserCommand::changePassword()
{
    const QString password = m_fromStdin ? readSecret() : randomPassword();
    if (const auto error = passwordError(password, email()))
        return Q_EMIT finished(*error);
    change([this, password](const QUuid &id) { return users().setPassword(id, password); },
           m_fromStdin ? QString() : password);
}

void UserCommand::list()
{
    then(users().list(), [this](const QList<AuthUser> &users) {
        auto list = nlohmann::json::array();
        QList<QStringList> table{{QStringLiteral("EMAIL"), QStringLiteral("ROLE"), QStringLiteral("STATE")}};
        for (const AuthUser &user : users) {
            list.push_back(userJson(user));
            table.append({user.email, user.role, stateOf(user)});
        }
        Q_EMIT finished(m_asJson ? printed(list) : printedTable(table));
    });
}

void UserCommand::change(const Change &how, const QString &newPassword)
{
    then(users().find(email()), [this, how, newPassword](const std::optional<AuthUser> &user) {
        if (!user)
            return fail({ErrorCode::NotFound, QStringLiteral("There is no user %1.").arg(email())});
        then(how(user->id), [this, newPassword](const AuthUser &changed) { print(changed, newPassword); });
    });
}

void UserCommand::print(const AuthUser &user, const QString &newPassword)
{
    nlohmann::json account = userJson(user);
    QList<QStringList> lines{{QStringLiteral("email"), user.email},
                             {QStringLiteral("role"), user.role},
                             {QStringLiteral("state"), stateOf(user)}};
    if (!newPassword.isEmpty()) {
        account["password"] = newPassword.toStdString();
        lines.append({QStringLiteral("password"), newPassword});
    }
    Q_EMIT finished(m_asJson ? printed(account) : printedTable(lines));
}

} // namespace pl
