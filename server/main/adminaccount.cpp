#include "server/main/adminaccount.h"

#include "models/base/onresult.h"
#include "server/main/logging.h"

namespace pl {

namespace {

const QString kRole = QStringLiteral("admin");

bool isTemporary(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
           error.code == ErrorCode::RateLimited;
}

} // namespace

AdminAccount::AdminAccount(supabase::UserAdmin &users, QString email, QString password, QObject *parent,
                           std::chrono::milliseconds retry)
    : QObject(parent), m_users(users), m_email(std::move(email)), m_password(std::move(password))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(retry);
    connect(&m_retry, &QTimer::timeout, this, &AdminAccount::ensure);
}

void AdminAccount::ensure()
{
    onResult(this, m_users.find(m_email),
             [this](const Result<std::optional<supabase::AuthUser>> &user) { onFound(user); });
}

void AdminAccount::onFound(const Result<std::optional<supabase::AuthUser>> &user)
{
    if (!user)
        return failed(user.error());
    const auto onAnswer = [this](const char *event) {
        return [this, event](const Result<supabase::AuthUser> &written) { onWritten(event, written); };
    };
    if (!*user)
        return onResult(this, m_users.create(m_email, m_password, kRole), onAnswer("admin-made"));
    if ((*user)->banned)
        log::warn("admin-disabled", {{"why", QStringLiteral("The account of ADMIN_EMAIL is disabled.")}});
    if ((*user)->role != kRole)
        return onResult(this, m_users.setRole((*user)->id, kRole), onAnswer("admin-role-repaired"));
    Q_EMIT tried();
}

void AdminAccount::onWritten(const char *event, const Result<supabase::AuthUser> &user)
{
    if (!user)
        return failed(user.error());
    log::info(event);
    Q_EMIT tried();
}

void AdminAccount::failed(const Error &error)
{
    log::warn("admin-not-created", {{"reason", error.message}});
    // Another server may have created the account in the meantime; the next attempt finds it.
    if (isTemporary(error) || error.remoteCode == u"email_exists")
        m_retry.start();
    Q_EMIT tried();
}

} // namespace pl
