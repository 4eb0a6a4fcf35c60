#pragma once

#include "models/domain/historychain.h"
#include "tests/server/embedded/embeddedfixture.h"
#include "tests/server/migrate/officedatabase.h"

namespace pl::test {

/// The same office on a real PostgreSQL and in the embedded database: what is done here is done in both, and what is
/// asked must be the same.
class TwoOffices
{
public:
    bool start();
    QByteArray log() const { return m_postgres.log(); }
    /// The rows of both fixtures; the tables that those leave alone are emptied.
    bool reload();

    OfficeDatabase &postgres() { return m_postgres; }
    EmbeddedFixture &embedded() { return m_embedded; }

    /// Inserts the row as `who`. Empty when both did, or both refused with this code.
    QString insert(const QString &who, const QString &table, const nlohmann::json &row, const QString &refusal = {});
    /// Changes the rows with that value of a column.
    QString change(const QString &who, const QString &table, const QString &column, const QString &value,
                   const nlohmann::json &changes, const QString &refusal = {});
    /// Deletes the rows with that value of a column.
    QString remove(const QString &who, const QString &table, const QString &column, const QString &value);

    /// A lead's history, of PostgreSQL and of the embedded database.
    QList<HistoryLine> historyInPostgres(const QString &lead);
    QList<HistoryLine> historyInEmbedded(const QString &lead);
    /// All histories in a PostgreSQL.
    static QList<HistoryLine> histories(migrate::PostgresConnection &database);
    /// Tables, and which database, that have the text somewhere, whatever its letters' size.
    QStringList tablesWith(const QString &text);

private:
    QString compare(const QString &postgres, const http::Response &embedded, const QString &refusal) const;

    OfficeDatabase m_postgres;
    EmbeddedFixture m_embedded;
};

} // namespace pl::test
