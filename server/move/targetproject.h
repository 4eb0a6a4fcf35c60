#pragma once

#include "server/migrate/migration.h"
#include "server/move/moveplan.h"
#include "server/move/sourceoffice.h"

#include <functional>

namespace pl::migrate {
class PostgresConnection;
}

namespace pl::move {

/// The Supabase project's database that an office moves into. Every call that writes is one transaction, in which the
/// tables' own triggers are off: rows come as they are, without history, charges, messages and new versions. At its end
/// they are on again, whatever happens. How far the move is, is written with the rows, in a schema `plumber_leads_move`
/// that no API shows. Blocks; for one thread.
class TargetProject
{
public:
    /// Both must outlive this.
    TargetProject(migrate::PostgresConnection &database, const QList<MoveTable> &tables);

    /// Whether the project is migrated to this version (Conflict) and this login can move rows (Forbidden).
    Result<> check(const QList<migrate::Migration> &migrations);
    /// Conflict if the project has rows that no move brought.
    Result<MoveProgress> progress();
    /// Takes out what `migrate` puts into a new project, and notes whose move begins.
    Result<> begin(const QString &office, const QList<MoveStep> &steps);
    /// Conflict if somebody else has written this step since `before` was read. Returns where it is now.
    Result<StepProgress> write(const MoveStep &step, const StepProgress &before, const Page &page);
    Result<TableState> state(const MoveTable &table);
    /// The sequences go on behind these numbers, by tables' names. The move is over.
    Result<> finish(const QMap<QString, qint64> &lastNumbers);
    /// Takes a move that is not over back: everything in the project goes.
    Result<> clear();

private:
    Result<> checkOwner(const MoveTable &table);
    Result<> checkAccounts();
    Result<> checkEmpty();
    Result<> checkRows(const MoveProgress &progress);
    Result<QMap<QString, StepProgress>> readSteps();
    Result<qint64> number(const QString &query);
    Result<> runAll(const QStringList &statements);
    /// What stands around writes to the table: its triggers off, and on again.
    Result<> withoutTriggers(const MoveTable &table, const std::function<Result<>()> &write);
    Result<> writeRows(const MoveStep &step, const Page &page);
    template <class F>
    auto inTransaction(F &&work) -> std::invoke_result_t<F>;

    migrate::PostgresConnection &m_database;
    const QList<MoveTable> &m_tables;
};

} // namespace pl::move
