#include "server/embedded/authadmin.h"

#include "server/embedded/authanswer.h"
#include "server/embedded/database.h"
#include "server/embedded/passwordhash.h"

#include <QRegularExpression>
#include <QUuid>

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr qsizetype kShortestPassword = 6;
constexpr qsizetype kLongestPassword = 1024;
constexpr qint64 kUsersPerPage = 50;
constexpr qint64 kMostUsersPerPage = 1000;

/// Go's durations of whole units, "1h30m"; nothing when it is none.
std::optional<qint64> durationSeconds(const QString &text)
{
    static const QRegularExpression whole(QStringLiteral("\\A(?:\\d{1,9}[hms])+\\z"));
    static const QRegularExpression part(QStringLiteral("(\\d+)([hms])"));
    if (!whole.match(text).hasMatch())
        return std::nullopt;
    qint64 seconds = 0;
    for (auto match = part.globalMatch(text); match.hasNext();) {
        const auto one = match.next();
        const QString unit = one.captured(2);
        seconds += one.captured(1).toLongLong() * (unit == u"h" ? 3600 : unit == u"m" ? 60 : 1);
    }
    return seconds;
}

void applyBan(AuthAccount &account, const QString &duration, Timestamp now)
{
    if (duration.isNull())
        return;
    const auto seconds = duration == u"none" ? std::optional<qint64>(0) : durationSeconds(duration);
    if (!seconds)
        throw AuthError{400, "validation_failed", QStringLiteral("invalid format for ban duration: %1").arg(duration)};
    account.bannedUntil = *seconds > 0 ? std::optional(now.addSeconds(*seconds)) : std::nullopt;
}

qint64 pageParameter(const http::Request &request, const char *name, qint64 otherwise)
{
    const qint64 number = queryParameter(request, QLatin1StringView(name)).toLongLong();
    return number > 0 ? number : otherwise;
}

} // namespace

http::Response AuthAdmin::handle(const http::Request &request, const QByteArray &path)
{
    const QByteArray &method = request.method;
    if (path.isEmpty() && method == "GET")
        return list(request);
    if (path.isEmpty() && method == "POST")
        return create(request);
    const QString id = QString::fromUtf8(path.mid(1));
    if (!path.isEmpty() && method == "GET")
        return jsonResponse(200, accountJson(existing(id)));
    if (!path.isEmpty() && method == "PUT")
        return change(request, existing(id));
    if (!path.isEmpty() && method == "DELETE")
        return remove(existing(id));
    throw AuthError{405, "bad_method", QStringLiteral("Method not allowed")};
}

http::Response AuthAdmin::list(const http::Request &request)
{
    const qint64 size = std::min(pageParameter(request, "per_page", kUsersPerPage), kMostUsersPerPage);
    const qint64 page = pageParameter(request, "page", 1);
    json users = json::array();
    for (const AuthAccount &account : m_store.accounts(size, (page - 1) * size))
        users.push_back(accountJson(account));
    http::Response response = jsonResponse(200, {{"aud", "authenticated"}, {"users", users}});
    response.headers.emplaceBack("X-Total-Count", QByteArray::number(m_store.accountCount()));
    return response;
}

http::Response AuthAdmin::create(const http::Request &request)
{
    const json body = bodyOf(request);
    AuthAccount account;
    account.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    account.createdAt = m_now;
    account.appMetadata = {{"provider", "email"}, {"providers", {"email"}}};
    const QString email = stringMember(body, "email");
    if (email.isNull())
        throw AuthError{400, "validation_failed", QStringLiteral("Cannot create a user without an email")};
    const QString password = stringMember(body, "password");
    if (!password.isNull()) {
        checkPasswordStrength(password);
        account.passwordHash = hashPassword(password);
    }
    if (body.value("email_confirm", json()) == true)
        account.emailConfirmedAt = m_now;
    mergeMetadata(account.appMetadata, body.value("app_metadata", json::object()));
    mergeMetadata(account.userMetadata, body.value("user_metadata", json::object()));
    applyBan(account, stringMember(body, "ban_duration"), m_now);
    account.updatedAt = m_now;

    Transaction transaction(m_database, Transaction::Kind::Write);
    setEmail(account, email);
    m_store.addAccount(account);
    transaction.commit();
    return jsonResponse(200, accountJson(account));
}

http::Response AuthAdmin::change(const http::Request &request, AuthAccount account)
{
    const json body = bodyOf(request);
    const QString password = stringMember(body, "password");
    if (!password.isNull()) {
        checkPasswordStrength(password);
        account.passwordHash = hashPassword(password);
    }
    if (body.value("email_confirm", json()) == true && !account.emailConfirmedAt)
        account.emailConfirmedAt = m_now;
    mergeMetadata(account.appMetadata, body.value("app_metadata", json::object()));
    mergeMetadata(account.userMetadata, body.value("user_metadata", json::object()));
    applyBan(account, stringMember(body, "ban_duration"), m_now);
    account.updatedAt = m_now;

    Transaction transaction(m_database, Transaction::Kind::Write);
    if (const QString email = stringMember(body, "email"); !email.isNull())
        setEmail(account, email);
    m_store.changeAccount(account);
    // Whoever knew the old password, or is locked out now, is to sign in anew.
    if (!password.isNull() || account.isBanned(m_now))
        m_store.endSessions(account.id);
    transaction.commit();
    return jsonResponse(200, accountJson(account));
}

http::Response AuthAdmin::remove(const AuthAccount &account)
{
    m_store.removeAccount(account.id);
    return jsonResponse(200, json::object());
}

AuthAccount AuthAdmin::existing(const QString &id)
{
    if (QUuid::fromString(id).isNull())
        throw AuthError{404, "validation_failed", QStringLiteral("user_id must be an UUID")};
    const auto account = m_store.account(id.toLower());
    if (!account)
        throw AuthError{404, "user_not_found", QStringLiteral("User not found")};
    return *account;
}

void AuthAdmin::setEmail(AuthAccount &account, const QString &email)
{
    const QString address = email.trimmed().toLower();
    if (!isEmailAddress(address))
        throw AuthError{400, "validation_failed", QStringLiteral("Unable to validate email address: invalid format")};
    const auto other = m_store.accountByEmail(address);
    if (other && other->id != account.id)
        throw AuthError{422, "email_exists",
                        QStringLiteral("A user with this email address has already been registered")};
    account.email = address;
}

void checkPasswordStrength(const QString &password)
{
    if (password.size() < kShortestPassword)
        throw AuthError{422, "weak_password",
                        QStringLiteral("Password should be at least %1 characters.").arg(kShortestPassword)};
    if (password.size() > kLongestPassword)
        throw AuthError{422, "validation_failed",
                        QStringLiteral("Password cannot be longer than %1 characters").arg(kLongestPassword)};
}

void mergeMetadata(json &metadata, const json &changes)
{
    if (changes.is_null())
        return;
    if (!changes.is_object())
        throw AuthError{400, "bad_json", QStringLiteral("Could not parse request body as JSON")};
    for (const auto &[key, value] : changes.items()) {
        if (value.is_null())
            metadata.erase(key);
        else
            metadata[key] = value;
    }
}

bool isEmailAddress(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[^\\s@]+@[^\\s@]+\\z"));
    return text.size() <= 255 && form.match(text).hasMatch();
}

} // namespace pl::embedded
