#pragma once

#include "server/embedded/store/caller.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/policies.h"
#include "server/embedded/store/resterror.h"
#include "server/embedded/store/rowrules.h"

#include <optional>
#include <vector>

namespace pl::embedded {

/// Writes single rows of one table, in PostgreSQL's order: rules before the write, policies, not-null and checks,
/// unique keys, triggers, foreign keys; with PostgreSQL's errors (thrown as RestError). Runs in the caller's
/// transaction.
class RowWriter
{
public:
    static constexpr size_t kMaxRows = 50'000; ///< per write; more are RestError::tooLarge

    /// `now` is the time of the whole transaction.
    RowWriter(Database &database, const Table &table, const Caller &caller, qint64 now);

    /// A new row's value if the client gives none.
    QVariant defaultOf(const Column &column) const;
    /// What the rules write of a new row.
    void complete(Record &row);
    /// Returns the new row; empty if a row with the same values of `conflict` already existed.
    std::optional<Record> insert(Record row, const QStringList &conflict = {});
    /// Throws if the caller may not read the new row, which PostgreSQL asks when a write is to return something of it.
    void requireReadable(const Record &row);
    Record update(const Record &before, Record row);
    void remove(const Record &row);
    /// The rows matching `where` that the caller may `command`. An empty `where` matches all.
    std::vector<Record> find(const Sql &where, Command command);
    /// Only their keys, as a JSON array.
    QByteArray findKeys(const Sql &where, Command command);
    /// The row with `row`'s values of `columns`; throws if the caller may not change it.
    Record conflicting(const QStringList &columns, const Record &row);

private:
    std::vector<Record> select(const Sql &where);
    Sql writable(const Sql &where, Command command) const;
    bool tellsHistory() const;
    qint64 newestLine();
    void sealLines(qint64 behind);
    bool holds(const Sql &condition, const Record &row);
    void checkPolicy(Command command, const Record &row);
    void requirePolicy(const Sql &condition, const Record &row);
    /// Runs a statement that turns `before` into `row` (both the same for a new or removed row), and maps SQLite's
    /// errors to PostgreSQL's.
    Rows write(const Sql &sql, const Record &before, const Record &row);
    [[noreturn]] void throwConstraint(const QString &refusal, const Record &before, const Record &row);
    [[noreturn]] void throwUnique(const QString &columns, const Record &row);
    [[noreturn]] void throwForeignKey(const Record &before, const Record &row);
    RestError error(const char *code, const QString &message, const QString &details = {}) const;
    QString failingRow(const Record &row) const;
    QString textOf(const QString &column, const Record &row) const;

    Database &m_database;
    const Table &m_table;
    const Caller &m_caller;
    qint64 m_now;
};

} // namespace pl::embedded
