// What a project must be for an office to move in.
#include "server/move/targetproject.h"

#include "server/migrate/migrator.h"
#include "server/migrate/postgresconnection.h"

namespace pl::move {

namespace {

Error refused(ErrorCode code, const QString &sentence)
{
    return {code, sentence};
}

/// Services and settings are what `migrate` puts in, unless somebody has changed them.
QString countOfOwnRows(const MoveTable &table)
{
    const bool isPrepared = table.name == u"services" || table.name == u"settings";
    return QStringLiteral("select count(*) from %1%2")
        .arg(table.target, isPrepared ? QStringLiteral(" where version > 1") : QString());
}

} // namespace

Result<> TargetProject::check(const QList<migrate::Migration> &migrations)
{
    const auto plan = migrate::Migrator(m_database, migrations).plan();
    if (!plan)
        return plan.error();
    if (!plan->missing.isEmpty())
        return refused(ErrorCode::Conflict,
                       QStringLiteral("The project's database is not set up for this version. Run "
                                      "\"plumber-leads-server migrate\" with the same settings first."));
    for (const MoveTable &table : m_tables)
        if (const auto owned = table.isOurs() ? checkOwner(table) : checkAccounts(); !owned)
            return owned;
    const auto creates =
        number(QStringLiteral("select cast(has_database_privilege(current_database(), 'create') as integer)"));
    if (!creates)
        return creates.error();
    return *creates == 1
               ? Result<>()
               : refused(ErrorCode::Forbidden, QStringLiteral("This login can't create a schema in the project's "
                                                              "database. Use the login of \"migrate\" (postgres)."));
}

Result<> TargetProject::checkOwner(const MoveTable &table)
{
    const auto owns = number(QStringLiteral("select cast(pg_has_role(relowner, 'usage') as integer) from pg_class"
                                            " where oid = to_regclass('%1')")
                                 .arg(table.target));
    if (!owns)
        return owns.error();
    return *owns == 1 ? Result<>()
                      : refused(ErrorCode::Forbidden, QStringLiteral("This login doesn't own the table %1. Use the "
                                                                     "login of \"migrate\" (postgres).")
                                                          .arg(table.name));
}

Result<> TargetProject::checkAccounts()
{
    const auto missing = number(QStringLiteral(
        "select count(*) from unnest(array['auth.users', 'auth.identities']) as t(name) where to_regclass(t.name) is"
        " null or not coalesce(has_table_privilege(to_regclass(t.name), 'select,insert,delete') and"
        " has_table_privilege(to_regclass(t.name), 'insert') and has_table_privilege(to_regclass(t.name), 'delete'),"
        " false)"));
    if (!missing)
        return missing.error();
    return *missing == 0 ? Result<>()
                         : refused(ErrorCode::Forbidden,
                                   QStringLiteral("This login can't write accounts (auth.users). Use the login of "
                                                  "\"migrate\" (postgres) of a Supabase project."));
}

Result<> TargetProject::checkEmpty()
{
    for (const MoveTable &table : m_tables) {
        const auto rows = number(countOfOwnRows(table));
        if (!rows)
            return rows.error();
        if (*rows > 0)
            return refused(ErrorCode::Conflict, QStringLiteral("The project is in use: %1 has rows of its own (%2). "
                                                               "Move into a new project.")
                                                    .arg(table.name)
                                                    .arg(*rows));
    }
    return {};
}

/// Nobody works with the project before the move is over.
Result<> TargetProject::checkRows(const MoveProgress &progress)
{
    for (const MoveTable &table : m_tables) {
        const auto rows = number(QStringLiteral("select count(*) from ") + table.target);
        if (!rows)
            return rows.error();
        if (*rows != progress.steps.value(table.name).rows)
            return refused(ErrorCode::Conflict,
                           QStringLiteral("Somebody has written to the project since the move began: %1 has %2 rows, "
                                          "and the move brought %3. Stop all servers that use it, save what was "
                                          "written, and move into a new project.")
                               .arg(table.name)
                               .arg(*rows)
                               .arg(progress.steps.value(table.name).rows));
    }
    return {};
}

Result<QMap<QString, StepProgress>> TargetProject::readSteps()
{
    const auto rows = m_database.rows(
        QStringLiteral("select step, position, row_count, cast(is_done as integer) from plumber_leads_move.steps"));
    if (!rows)
        return rows.error();
    QMap<QString, StepProgress> steps;
    for (const QVariantList &row : *rows)
        steps.insert(row.at(0).toString(), {row.at(1).isNull() ? QString() : row.at(1).toString(),
                                            row.at(2).toLongLong(), row.at(3).toInt() == 1});
    return steps;
}

Result<MoveProgress> TargetProject::progress()
{
    MoveProgress progress;
    const auto schema =
        number(QStringLiteral("select count(*) from pg_class where oid = to_regclass('plumber_leads_move.move')"));
    if (!schema)
        return schema.error();
    const auto moves =
        *schema == 0
            ? Result<QList<QVariantList>>(QList<QVariantList>())
            : m_database.rows(QStringLiteral("select office, to_char(done_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')"
                                             " from plumber_leads_move.move"));
    if (!moves)
        return moves.error();
    if (moves->isEmpty()) {
        const auto empty = checkEmpty();
        return empty ? Result<MoveProgress>(progress) : Result<MoveProgress>(empty.error());
    }
    const auto steps = readSteps();
    if (!steps)
        return steps.error();
    progress = {MoveProgress::Stage::Begun, moves->first().at(0).toString(), moves->first().at(1).toString(), *steps};
    if (!progress.doneAt.isEmpty())
        progress.stage = MoveProgress::Stage::Done;
    else if (const auto checked = checkRows(progress); !checked)
        return checked.error();
    return progress;
}

} // namespace pl::move
