#include "server/embedded/auth/authstore.h"

#include "server/embedded/store/database.h"

#include <QCryptographicHash>

namespace pl::embedded {
namespace {

using nlohmann::json;

QString hashed(const QByteArray &token)
{
    return QString::fromLatin1(QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex());
}

QVariant micros(const std::optional<Timestamp> &time)
{
    return time ? QVariant(time->micros) : QVariant();
}

std::optional<Timestamp> time(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional(Timestamp{value.toLongLong()});
}

QString textOf(const json &value)
{
    return QString::fromStdString(value.dump());
}

json jsonOf(const QVariant &value)
{
    const std::string text = value.toString().toStdString();
    json parsed = json::parse(text, nullptr, false);
    return parsed.is_object() ? parsed : json::object();
}

AuthAccount accountOf(const Rows &row)
{
    return {row.value(0).toString(),
            row.value(1).toString(),
            row.isNull(2) ? QByteArray() : row.value(2).toString().toLatin1(),
            jsonOf(row.value(3)),
            jsonOf(row.value(4)),
            time(row.isNull(5) ? QVariant() : row.value(5)),
            time(row.isNull(6) ? QVariant() : row.value(6)),
            time(row.isNull(7) ? QVariant() : row.value(7)),
            {row.value(8).toLongLong()},
            {row.value(9).toLongLong()}};
}

QVariant textOrNull(const QByteArray &text)
{
    return text.isNull() ? QVariant() : QVariant(QString::fromLatin1(text));
}

} // namespace

std::vector<AuthAccount> AuthStore::select(const Sql &rest)
{
    Rows rows = m_database.run(
        Sql::lit("select id, email, password_hash, app_metadata, user_metadata, email_confirmed_at, banned_until, "
                 "last_sign_in_at, created_at, updated_at from _auth_users ") +
        rest);
    std::vector<AuthAccount> found;
    while (rows.next())
        found.push_back(accountOf(rows));
    return found;
}

std::optional<AuthAccount> AuthStore::selectOne(const Sql &rest)
{
    const std::vector<AuthAccount> found = select(rest);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::optional<AuthAccount> AuthStore::accountByEmail(const QString &email)
{
    return selectOne(Sql::lit("where email = ") + Sql::value(email.toLower()));
}

std::optional<AuthAccount> AuthStore::account(const QString &id)
{
    return selectOne(Sql::lit("where id = ") + Sql::value(id));
}

std::vector<AuthAccount> AuthStore::accounts(qint64 limit, qint64 offset)
{
    return select(Sql::lit("order by created_at desc, id limit ") + Sql::value(limit) + Sql::lit(" offset ") +
                  Sql::value(offset));
}

qint64 AuthStore::accountCount()
{
    return m_database.value(Sql::lit("select count(*) from _auth_users")).toLongLong();
}

void AuthStore::addAccount(const AuthAccount &a)
{
    m_database.run({QStringLiteral("insert into _auth_users (id, email, password_hash, app_metadata, user_metadata, "
                                   "email_confirmed_at, banned_until, last_sign_in_at, created_at, updated_at) "
                                   "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
                    {a.id, a.email, textOrNull(a.passwordHash), textOf(a.appMetadata), textOf(a.userMetadata),
                     micros(a.emailConfirmedAt), micros(a.bannedUntil), micros(a.lastSignInAt), a.createdAt.micros,
                     a.updatedAt.micros}});
}

void AuthStore::changeAccount(const QString &id, const AccountChanges &changes)
{
    QList<Sql> sets;
    const auto set = [&sets](const char *column, const QVariant &value) {
        sets += Sql::lit(column) + Sql::lit(" = ") + Sql::value(value);
    };
    if (changes.email)
        set("email", *changes.email);
    if (changes.passwordHash)
        set("password_hash", textOrNull(*changes.passwordHash));
    if (changes.appMetadata)
        set("app_metadata", textOf(*changes.appMetadata));
    if (changes.userMetadata)
        set("user_metadata", textOf(*changes.userMetadata));
    if (changes.emailConfirmedAt)
        set("email_confirmed_at", micros(changes.emailConfirmedAt));
    if (changes.bannedUntil)
        set("banned_until", micros(*changes.bannedUntil));
    if (changes.lastSignInAt)
        set("last_sign_in_at", micros(changes.lastSignInAt));
    if (changes.updatedAt)
        set("updated_at", micros(changes.updatedAt));
    if (!sets.isEmpty())
        m_database.run(Sql::lit("update _auth_users set ") + Sql::joined(sets, ", ") + Sql::lit(" where id = ") +
                       Sql::value(id));
}

void AuthStore::removeAccount(const QString &id)
{
    m_database.run({QStringLiteral("delete from _auth_users where id = ?"), {id}});
}

void AuthStore::addSession(const QString &id, const QString &userId, Timestamp now)
{
    m_database.run({QStringLiteral("insert into _auth_sessions (id, user_id, created_at) values (?, ?, ?)"),
                    {id, userId, now.micros}});
}

bool AuthStore::hasSession(const QString &id, const QString &userId)
{
    return !m_database
                .value({QStringLiteral("select 1 from _auth_sessions where id = ? and user_id = ?"), {id, userId}})
                .isNull();
}

void AuthStore::endSession(const QString &id)
{
    m_database.run({QStringLiteral("delete from _auth_sessions where id = ?"), {id}});
}

void AuthStore::endSessions(const QString &userId, const QString &except)
{
    m_database.run({QStringLiteral("delete from _auth_sessions where user_id = ? and id is not ?"), {userId, except}});
}

std::optional<KeptToken> AuthStore::token(const QByteArray &token)
{
    Rows rows = m_database.run({QStringLiteral("select s.id, s.user_id, t.exchanged_at from _auth_refresh_tokens t "
                                               "join _auth_sessions s on s.id = t.session_id where t.token_hash = ?"),
                                {hashed(token)}});
    if (!rows.next())
        return std::nullopt;
    return KeptToken{rows.value(0).toString(), rows.value(1).toString(),
                     time(rows.isNull(2) ? QVariant() : rows.value(2))};
}

void AuthStore::addToken(const QByteArray &token, const QString &sessionId, Timestamp now)
{
    m_database.run(
        {QStringLiteral("insert into _auth_refresh_tokens (token_hash, session_id, created_at) values (?, ?, ?)"),
         {hashed(token), sessionId, now.micros}});
}

void AuthStore::markExchanged(const QByteArray &token, Timestamp now)
{
    m_database.run({QStringLiteral("update _auth_refresh_tokens set exchanged_at = ? where token_hash = ?"),
                    {now.micros, hashed(token)}});
}

void AuthStore::forgetTokens(const QString &sessionId, Timestamp before)
{
    m_database.run({QStringLiteral("delete from _auth_refresh_tokens where session_id = ? and exchanged_at < ?"),
                    {sessionId, before.micros}});
}

} // namespace pl::embedded
