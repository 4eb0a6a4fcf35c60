#include "server/embedded/auth/authadmin.h"

#include "server/embedded/auth/authanswer.h"
#include "server/embedded/auth/authpasswords.h"
#include "server/embedded/store/database.h"

#include <QRegularExpression>
#include <QUrlQuery>
#include <QUuid>

#include <map>

namespace pl::embedded {
namespace {

using nlohmann::json;

constexpr qint64 kUsersPerPage = 50;
constexpr qint64 kMaxUsersPerPage = 1000;

/// A Go duration in whole units, "1h30m"; empty if invalid.
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

/// When a ban of that duration ends; an inner empty value lifts the ban.
std::optional<Timestamp> bannedUntil(const QString &duration, Timestamp now)
{
    const auto seconds = duration == u"none" ? std::optional<qint64>(0) : durationSeconds(duration);
    if (!seconds)
        throw AuthError{400, "validation_failed", QStringLiteral("invalid format for ban duration: %1").arg(duration)};
    return *seconds > 0 ? std::optional(now.addSeconds(*seconds)) : std::nullopt;
}

qint64 pageParameter(const http::Request &request, const char *name, qint64 otherwise)
{
    const QString text = queryParameter(request, QLatin1StringView(name));
    bool isNumber = false;
    const qint64 number = text.isEmpty() ? otherwise : text.toLongLong(&isNumber);
    if (!text.isEmpty() && (!isNumber || number < 1))
        throw AuthError{400, "validation_failed",
                        QStringLiteral("Bad Pagination Parameters: %1").arg(QLatin1StringView(name))};
    return number;
}

/// A Link header entry as Auth writes it, without the gateway's prefix: sorted parameters, then `rel`.
QByteArray pageLink(const http::Request &request, qint64 page, const char *rel)
{
    std::map<QString, QString> parameters;
    for (const auto &[name, value] : QUrlQuery(QString::fromUtf8(request.query)).queryItems(QUrl::FullyDecoded))
        parameters.insert_or_assign(name, value);
    parameters.insert_or_assign(QStringLiteral("page"), QString::number(page));
    QByteArrayList query;
    for (const auto &[name, value] : parameters)
        query += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    return "</admin/users?" + query.join('&') + ">; rel=\"" + rel + '"';
}

void addPageHeaders(http::Response &response, const http::Request &request, qint64 page, qint64 size, qint64 count)
{
    const qint64 pages = (count + size - 1) / size;
    QByteArrayList links;
    if (pages > page)
        links += pageLink(request, page + 1, "next");
    links += pageLink(request, pages, "last");
    response.headers.emplaceBack("Link", links.join(", "));
    response.headers.emplaceBack("X-Total-Count", QByteArray::number(count));
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
        return change(request, id);
    if (!path.isEmpty() && method == "DELETE")
        return remove(existing(id));
    throw AuthError{405, "bad_method", QStringLiteral("Method not allowed")};
}

http::Response AuthAdmin::list(const http::Request &request)
{
    const qint64 size = std::min(pageParameter(request, "per_page", kUsersPerPage), kMaxUsersPerPage);
    const qint64 page = pageParameter(request, "page", 1);
    json users = json::array();
    for (const AuthAccount &account : m_store.accounts(size, (page - 1) * size))
        users.push_back(accountJson(account));
    http::Response response = jsonResponse(200, {{"aud", "authenticated"}, {"users", users}});
    addPageHeaders(response, request, page, size, m_store.accountCount());
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
    if (const QString password = stringMember(body, "password"); !password.isNull()) {
        checkPasswordStrength(password, email);
        account.passwordHash = newPasswordHash(password);
    }
    if (body.value("email_confirm", json()) == true)
        account.emailConfirmedAt = m_now;
    mergeMetadata(account.appMetadata, body.value("app_metadata", json::object()));
    mergeMetadata(account.userMetadata, body.value("user_metadata", json::object()));
    if (const QString duration = stringMember(body, "ban_duration"); !duration.isNull())
        account.bannedUntil = bannedUntil(duration, m_now);
    account.updatedAt = m_now;

    Transaction transaction(m_database, Transaction::Kind::Write);
    account.email = freeAddress(email, account.id);
    m_store.addAccount(account);
    transaction.commit();
    return jsonResponse(200, accountJson(account));
}

http::Response AuthAdmin::change(const http::Request &request, const QString &id)
{
    const json body = bodyOf(request);
    const AuthAccount before = existing(id);
    const QString password = stringMember(body, "password");
    if (!password.isNull())
        checkPasswordStrength(password, before.email);
    const QByteArray hash = password.isNull() ? QByteArray() : newPasswordHash(password);

    Transaction transaction(m_database, Transaction::Kind::Write);
    AccountChanges changes = changesOf(body, existing(id));
    if (!hash.isNull())
        changes.passwordHash = hash;
    m_store.changeAccount(before.id, changes);
    const AuthAccount after = existing(id);
    // Everyone who knew the old password, or is banned now, must sign in again.
    if (!hash.isNull() || after.isBanned(m_now))
        m_store.endSessions(after.id);
    transaction.commit();
    return jsonResponse(200, accountJson(after));
}

/// Uses an account read inside the transaction, because the merge needs current values.
AccountChanges AuthAdmin::changesOf(const json &body, const AuthAccount &account)
{
    AccountChanges changes{.updatedAt = m_now};
    if (const QString email = stringMember(body, "email"); !email.isNull())
        changes.email = freeAddress(email, account.id);
    if (body.value("email_confirm", json()) == true && !account.emailConfirmedAt)
        changes.emailConfirmedAt = m_now;
    if (body.contains("app_metadata"))
        mergeMetadata(changes.appMetadata.emplace(account.appMetadata), body["app_metadata"]);
    if (body.contains("user_metadata"))
        mergeMetadata(changes.userMetadata.emplace(account.userMetadata), body["user_metadata"]);
    if (const QString duration = stringMember(body, "ban_duration"); !duration.isNull())
        changes.bannedUntil = bannedUntil(duration, m_now);
    return changes;
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

/// The address as stored, if no other account has it.
QString AuthAdmin::freeAddress(const QString &email, const QString &ownId)
{
    const QString address = email.trimmed().toLower();
    if (!isEmailAddress(address))
        throw AuthError{400, "validation_failed", QStringLiteral("Unable to validate email address: invalid format")};
    const auto other = m_store.accountByEmail(address);
    if (other && other->id != ownId)
        throw AuthError{422, "email_exists",
                        QStringLiteral("A user with this email address has already been registered")};
    return address;
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
