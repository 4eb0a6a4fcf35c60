#pragma once

#include "server/embedded/auth/authstore.h"
#include "server/http/message.h"

namespace pl::embedded {

/// /admin/users: the service role's management of accounts. Throws AuthError and DatabaseError.
class AuthAdmin
{
public:
    AuthAdmin(Database &database, Timestamp now) : m_database(database), m_store(database), m_now(now) {}

    /// `path` is what follows /admin/users: nothing, or "/" and an id.
    http::Response handle(const http::Request &request, const QByteArray &path);

private:
    http::Response list(const http::Request &request);
    http::Response create(const http::Request &request);
    http::Response change(const http::Request &request, const QString &id);
    http::Response remove(const AuthAccount &account);
    AuthAccount existing(const QString &id);
    AccountChanges changesOf(const nlohmann::json &body, const AuthAccount &account);
    QString freeAddress(const QString &email, const QString &ownId);

    Database &m_database;
    AuthStore m_store;
    Timestamp m_now;
};

/// The members of `changes` replace those of the same name; null removes one.
void mergeMetadata(nlohmann::json &metadata, const nlohmann::json &changes);
bool isEmailAddress(const QString &text);

} // namespace pl::embedded
