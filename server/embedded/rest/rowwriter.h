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
/// unique keys, triggers, foreign keys; with PostgreSQL's errors (thrown as RestError). Within a transaction of the
/// caller's.
class RowWriter
{
public:
    static constexpr size_t kMaxRows = 50'000; ///< of one write; more are RestError::tooLarge

    /// `now` is the time of the whole transaction.
    RowWriter(Database &database, const Table &table, const Caller &caller, qint64 now);

    /// A new row's value where the client gives none.
    QVariant defaultOf(const Column &column) const;
    /// Gives the row as it then stands; nothing when a row with the same values of `conflict` was there before.
    std::optional<Record> insert(Record row, const QStringList &conflict = {});
    Record update(const Record &before, Record row);
    void remove(const Record &row);
    /// The rows for which `where` holds, as far as the caller may `command` them. An empty `where` is all.
    std::vector<Record> find(const Sql &where, Command command);
    /// Their keys alone, as a JSON array.
    QByteArray findKeys(const Sql &where, Command command);
    /// The row with `row`'s values of `columns`; throws when the caller may not change it.
    Record conflicting(const QStringList &columns, const Record &row);

private:
    std::vector<Record> select(const Sql &where);
    Sql writable(const Sql &where, Command command) const;
    bool holds(const Sql &condition, const Record &row);
    void checkPolicy(Command command, const Record &row);
    /// Runs a statement that makes `row` of `before` (the same for a row that is new or removed), and turns SQLite's
    /// refusal into PostgreSQL's error.
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
