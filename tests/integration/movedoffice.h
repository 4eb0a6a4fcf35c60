#pragma once

#include "tests/support/postgrescluster.h"
#include "tests/support/serverprocess.h"

namespace pl::test {

/// An office on the embedded store with sample data, two accounts, a source, and a lead that was assigned a moment ago;
/// and Supabase projects' databases to move it into, whose owner is no superuser.
class MovedOffice
{
public:
    /// False if not; see `log`.
    bool start(int leads);
    QByteArray log() const { return m_log + m_cluster.log(); }

    ServerProcess &server() { return m_server; }
    PostgresCluster &cluster() { return m_cluster; }
    QByteArray sourceKey() const { return m_sourceKey; }

    /// A new project's database; the commands below work on it from now on.
    bool makeProject(const QString &name, bool isMigrated = true);
    ServerProcess::Run migrate();
    /// `move-to-supabase` with further arguments, to its end.
    ServerProcess::Run move(const QStringList &arguments);
    /// The same, killed once standard error has this.
    bool moveAndKillAt(const QByteArray &line);

    /// Rows, and their values as text; what failed, in the only one.
    using Cells = QList<QStringList>;
    /// What the embedded database has.
    Cells cellsHere(const QString &query);
    QString here(const QString &query) { return joined(cellsHere(query)); }
    /// What the project's database has, as its superuser sees it.
    Cells cellsThere(const QString &query);
    QString there(const QString &query) { return joined(cellsThere(query)); }
    /// The same as somebody whom PostgREST serves; the code of a refusal.
    QString thereAs(const QString &claims, const QString &statement);

    static constexpr const char *kAdmin = "ada@office.example";
    static constexpr const char *kPassword = "correct horse battery";

private:
    bool fill(int leads);
    /// What sample data lack: rows in the other tables, and a lead that is a duplicate of one that came later.
    bool addRareRows(const std::string &plumber);
    static QString joined(const Cells &cells);
    ServerProcess::Run run(const QStringList &arguments, const QByteArray &killAt = {});
    QStringList withProject(const QStringList &arguments) const;

    PostgresCluster m_cluster;
    ServerProcess m_server{ServerProcess::Store::Embedded};
    QString m_project;
    QByteArray m_sourceKey;
    QByteArray m_log;
};

} // namespace pl::test
