#pragma once

#include "server/migrate/postgresconnection.h"
#include "tests/support/postgrescluster.h"

namespace pl::test {

/// A migrated database on a cluster of its own, and short ways to ask it as PostgREST does for its callers.
class OfficeDatabase
{
public:
    /// What became of a statement: how many rows, or the code with which it was refused.
    struct Outcome
    {
        int rows = 0;
        QString refusal = {};
        bool operator==(const Outcome &) const = default;
        QString text() const { return refusal.isEmpty() ? QString::number(rows) : refusal; }
    };

    /// Starts the cluster and migrates a database; false if not, see `log`.
    bool start();
    QByteArray log() const { return m_log + m_cluster.log(); }
    /// The rows of tests/contract/fixture.sql and the settings that a migration makes, and nothing else.
    bool reload();

    PostgresCluster &cluster() { return m_cluster; }
    migrate::PostgresConnection &connection() { return *m_connection; }
    /// Another connection to the same database.
    Result<std::unique_ptr<migrate::PostgresConnection>> connect() const;

    /// Runs a statement as one of anon, norole, plumber, staff, admin, service, as in the transcripts. For select,
    /// update and delete the rows are those the statement gives or touches.
    Outcome as(const QString &who, const QString &statement);
    /// The same, and takes it back at once.
    Outcome tryAs(const QString &who, const QString &statement);

    /// As the owner of everything: the rows, values joined by "|" and rows by a line end.
    QString text(const QString &query);

private:
    Result<int> runAs(const QString &who, const QString &statement);

    PostgresCluster m_cluster;
    std::unique_ptr<migrate::PostgresConnection> m_connection;
    QByteArray m_log;
};

/// What every query of a caller begins with: the role and the token's claims, for the rest of the transaction.
Result<> becomeCaller(migrate::PostgresConnection &connection, const QString &who);
/// The rows of a query as text, values joined by "|" and rows by a line end; its error's sentence when it fails.
QString textOf(migrate::PostgresConnection &connection, const QString &query);

} // namespace pl::test
