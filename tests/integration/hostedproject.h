#pragma once

#include "server/embedded/embeddedsupabase.h"
#include "server/http/server.h"
#include "server/migrate/postgresconnection.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace pl::test {

/// A hosted project on a port: the real PostgreSQL behind what the product asks of PostgREST, as the role and with the
/// claims of whoever asks, by the statements that PostgREST makes (reststatement.h). Auth is the embedded one with the
/// accounts of auth.users, as they are there at the start: like Supabase's it verifies Argon2id hashes. Runs on the
/// test's event loop.
class HostedProject
{
public:
    /// False if not; see the test's warnings.
    bool start(const migrate::DatabaseAddress &database);

    QString url() const { return m_url; }
    QByteArray publishableKey() const { return m_auth->keys().publishableKey; }
    QByteArray secretKey() const { return m_auth->keys().secretKey; }
    /// "PATCH /rest/v1/… 403 42501", one a refused request.
    QStringList refusals() const { return m_refusals; }

private:
    Later<http::Response> handle(const http::Request &request);
    http::Response answerRest(const http::Request &request);
    nlohmann::json claimsOf(const http::Request &request) const;
    Result<QList<QVariantList>> ask(const nlohmann::json &claims, const QString &statement);
    http::Response refusal(const http::Request &request, const Error &error);
    bool takeAccounts();

    QTemporaryDir m_dir;
    std::unique_ptr<migrate::PostgresConnection> m_database;
    std::unique_ptr<embedded::EmbeddedSupabase> m_auth;
    std::unique_ptr<http::Server> m_server;
    QString m_url;
    QStringList m_refusals;
};

} // namespace pl::test
