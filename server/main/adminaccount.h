#pragma once

#include "models/supabase/useradmin.h"

#include <QTimer>

namespace pl {

/// Makes sure that the office has its first admin: an account with that e-mail address and the role admin. An existing
/// one keeps its password, whatever the environment says, and gets the role back if it lost it. Retries while the store
/// is unreachable.
class AdminAccount : public QObject
{
    Q_OBJECT
public:
    /// `users` must outlive this. `retry` is the wait between two attempts.
    AdminAccount(supabase::UserAdmin &users, QString email, QString password, QObject *parent = nullptr,
                 std::chrono::milliseconds retry = std::chrono::seconds(30));

    /// Call once.
    void ensure();

Q_SIGNALS:
    /// After the first attempt, whether it worked or not.
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
