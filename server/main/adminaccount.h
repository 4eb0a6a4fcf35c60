#pragma once

#include "models/supabase/useradmin.h"

#include <QTimer>

namespace pl {

/// Sees to it that the office has its first admin: an account of that address with the role admin. One that is there
/// keeps its password, whatever the environment says, and gets the role back if it lost it. Tries again while the store
/// is away.
class AdminAccount : public QObject
{
    Q_OBJECT
public:
    /// `users` must outlive this. `retry` is the wait between two tries.
    AdminAccount(supabase::UserAdmin &users, QString email, QString password, QObject *parent = nullptr,
                 std::chrono::milliseconds retry = std::chrono::seconds(30));

    /// Once.
    void ensure();

Q_SIGNALS:
    /// After the first try, however it went.
    void tried();

private:
    void onFound(const Result<std::optional<supabase::AuthUser>> &user);
    void onWritten(const char *event, const Result<supabase::AuthUser> &user);
    void failed(const Error &error);

    supabase::UserAdmin &m_users;
    const QString m_email;
    const QString m_password;
    QTimer m_retry;
};

} // namespace pl
