#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QString>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace pl::embedded {

class Database;
struct Sql;

struct AuthAccount
{
    QString id;
    QString email;                ///< in lower case
    QByteArray passwordHash = {}; ///< null: can't sign in with a password
    nlohmann::json appMetadata = nlohmann::json::object();
    nlohmann::json userMetadata = nlohmann::json::object();
    std::optional<Timestamp> emailConfirmedAt = std::nullopt;
    std::optional<Timestamp> bannedUntil = std::nullopt;
    std::optional<Timestamp> lastSignInAt = std::nullopt;
    Timestamp createdAt = {};
    Timestamp updatedAt = {};

    bool isBanned(Timestamp now) const { return bannedUntil && *bannedUntil > now; }
};

/// The changes to an account; unset fields keep their current values, even if changed meanwhile.
struct AccountChanges
{
    std::optional<QString> email = std::nullopt;
    std::optional<QByteArray> passwordHash = std::nullopt;
    std::optional<nlohmann::json> appMetadata = std::nullopt;
    std::optional<nlohmann::json> userMetadata = std::nullopt;
    std::optional<Timestamp> emailConfirmedAt = std::nullopt;
    std::optional<std::optional<Timestamp>> bannedUntil = std::nullopt; ///< set but empty: lifts the ban
    std::optional<Timestamp> lastSignInAt = std::nullopt;
    std::optional<Timestamp> updatedAt = std::nullopt;
};

/// A stored refresh token: its hash, and when it was exchanged for the next one.
struct KeptToken
{
    QString sessionId;
    QString userId;
    std::optional<Timestamp> exchangedAt;
};

/// Auth's tables. Every call is one statement; wrap several in a transaction to make them atomic. Data read before
/// something slow (hashing a password) is outdated by the time of writing: read it again inside the transaction. Throws
/// DatabaseError.
class AuthStore
{
public:
    explicit AuthStore(Database &database) : m_database(database) {}

    std::optional<AuthAccount> accountByEmail(const QString &email);
    std::optional<AuthAccount> account(const QString &id);
    /// The newest first.
    std::vector<AuthAccount> accounts(qint64 limit, qint64 offset);
    qint64 accountCount();
    void addAccount(const AuthAccount &account);
    /// Nothing when there is nothing to change.
    void changeAccount(const QString &id, const AccountChanges &changes);
    void removeAccount(const QString &id);

    void addSession(const QString &id, const QString &userId, Timestamp now);
    bool hasSession(const QString &id, const QString &userId);
    void endSession(const QString &id);
    /// Ends all of a person's sessions, except one if given.
    void endSessions(const QString &userId, const QString &except = {});

    std::optional<KeptToken> token(const QByteArray &token);
    void addToken(const QByteArray &token, const QString &sessionId, Timestamp now);
    void markExchanged(const QByteArray &token, Timestamp now);
    /// Deletes the session's tokens that were exchanged long ago.
    void forgetTokens(const QString &sessionId, Timestamp before);

private:
    std::vector<AuthAccount> select(const Sql &rest);
    std::optional<AuthAccount> selectOne(const Sql &rest);

    Database &m_database;
};

} // namespace pl::embedded
