#pragma once

#include "models/base/result.h"
#include "server/migrate/databaseaddress.h"

#include <QSqlDatabase>
#include <QVariantList>

#include <memory>

namespace pl::migrate {

/// A connection to PostgreSQL, closed by the destructor. Only for the thread that created it; every call blocks. Errors
/// carry the first line of PostgreSQL's message, without the details that may quote a row, and its code as
/// `remoteCode`.
class PostgresConnection
{
public:
    static Result<std::unique_ptr<PostgresConnection>> open(const DatabaseAddress &address);
    ~PostgresConnection();
    Q_DISABLE_COPY_MOVE(PostgresConnection)

    /// Runs one statement.
    Result<> run(const QString &statement);
    /// Runs one statement with values for its question marks and returns its rows.
    Result<QList<QVariantList>> rows(const QString &statement, const QVariantList &values = {});

    /// Runs `work` in a transaction: commits if it succeeds, rolls back if it fails.
    template <class F>
    auto inTransaction(F &&work) -> std::invoke_result_t<F>
    {
        if (const auto begun = run(QStringLiteral("begin")); !begun)
            return begun.error();
        auto result = work();
        const auto ended = run(result ? QStringLiteral("commit") : QStringLiteral("rollback"));
        if (result && !ended)
            return ended.error();
        return result;
    }

private:
    PostgresConnection() = default;

    QSqlDatabase m_database;
};

} // namespace pl::migrate
