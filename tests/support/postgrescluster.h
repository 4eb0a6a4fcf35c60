#pragma once

#include "server/migrate/databaseaddress.h"

#include <QProcess>
#include <QTemporaryDir>

namespace pl::test {

/// A PostgreSQL server of the test's own in a temporary folder, reachable by a socket there. It ends with the
/// test's process, however that ends.
class PostgresCluster
{
public:
    PostgresCluster();
    ~PostgresCluster();

    enum class Reach {
        SocketAlone,
        TlsToo ///< also on 127.0.0.1, with a certificate for that address and no other
    };
    /// Makes the cluster and starts its server. False when that failed; see `log`.
    bool start(Reach reach = Reach::SocketAlone);
    QByteArray log() const { return m_log; }

    /// As the superuser, who has a password.
    migrate::DatabaseAddress address(const QString &database) const;
    /// What vouches for the server's certificate, and the port on which it is shown (Reach::TlsToo).
    QString authority() const { return m_dir.filePath(QStringLiteral("server.crt")); }
    int port() const { return m_port; }
    /// A new database with what a hosted project has before any migration; false, and a line in the log, if not.
    bool createDatabase(const QString &name);
    /// Runs a script by psql, up to the first error.
    bool runFile(const QString &database, const QString &path);
    bool runScript(const QString &database, const QString &script);

private:
    bool initialize();
    bool makeCertificate();
    bool giveToServerUser(const QString &path);
    bool psql(const QString &database, const QStringList &arguments);
    bool run(const QString &program, const QStringList &arguments);

    QTemporaryDir m_dir;
    QProcess m_server;
    QByteArray m_log;
    int m_port = 0;
};

} // namespace pl::test
