#pragma once

#include "server/main/commands/storecommand.h"

namespace pl {

/// `user`: the accounts of the office's people.
class UserCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(CLI::App &app) override;

protected:
    void run() override;

private:
    using Verb = void (UserCommand::*)();
    using Change = std::function<QFuture<Result<supabase::AuthUser>>(const QUuid &id)>;

    CLI::App &addVerbOf(CLI::App &app, const char *name, const char *description, const char *example, Verb verb);
    void addEmail(CLI::App &app);
    void addPasswordOption(CLI::App &app);
    QString email() const;

    void add();
    void list();
    void setRole();
    void changePassword();
    void disable();
    void enable();
    /// Finds the account, changes it, and prints it as it is then, with the new password if one was generated.
    void change(const Change &how, const QString &newPassword = {});
    void print(const supabase::AuthUser &user, const QString &newPassword);

    Verb m_verb = nullptr;
    QString m_email;
    QString m_role;
    bool m_fromStdin = false;
    bool m_asJson = false;
};

} // namespace pl
