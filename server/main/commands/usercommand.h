#pragma once

#include "server/main/commands/storecommand.h"

namespace pl {

/// user add EMAIL --role ROLE | list | role EMAIL ROLE | password EMAIL | disable EMAIL | enable EMAIL: the people of
/// the office.
class UserCommand : public StoreCommand
{
    Q_OBJECT
public:
    void describe(QCommandLineParser &parser) const override;

protected:
    void run(const QStringList &arguments, const QCommandLineParser &parser) override;

private:
    using Change = std::function<QFuture<Result<supabase::AuthUser>>(const QUuid &id)>;

    void add(const QString &email, const QString &role, bool fromStdin);
    void list();
    void changePassword(const QString &email, bool fromStdin);
    /// Finds the account, changes it, and prints it as it is then, with the new password if one was made.
    void change(const QString &email, const Change &how, const QString &newPassword = {});
    void print(const Result<supabase::AuthUser> &user, const QString &newPassword = {});

    bool m_asJson = false;
};

} // namespace pl
