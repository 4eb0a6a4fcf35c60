#include "server/move/targetproject.h"

#include "server/migrate/postgresconnection.h"

namespace pl::move {

namespace {

QString sqlText(const char *latin1)
{
    return QString::fromLatin1(latin1);
}

QStringList namesIn(const QList<QVariantList> &rows)
{
    QStringList names;
    for (const QVariantList &row : rows)
        names += row.first().toString();
    return names;
}

/// `cast(null as …)` rather than `null::…`: a colon would be the name of a value.
QString recordsOf(const MoveTable &table)
{
    return QStringLiteral("jsonb_populate_recordset(cast(null as %1), cast(? as jsonb))").arg(table.target);
}

QString insertStatement(const MoveTable &table)
{
    QStringList names = table.fixedColumns;
    QStringList values = table.fixedValues;
    for (const MoveColumn &column : table.columns)
        if (!table.selfReferences.contains(column.target)) {
            names += quotedName(column.target);
            values += quotedName(column.target);
        }
    return QStringLiteral("insert into %1 (%2)%3 select %4 from %5")
        .arg(table.target, names.join(QStringLiteral(", ")),
             table.isNumbered ? QStringLiteral(" overriding system value") : QString(),
             values.join(QStringLiteral(", ")), recordsOf(table));
}

QString referenceStatement(const MoveTable &table, const QString &column)
{
    return QStringLiteral("update %1 t set %2 = v.%2 from %4 v where t.%3 = v.%3")
        .arg(table.target, quotedName(column), quotedName(table.keyColumn().target), recordsOf(table));
}

} // namespace

TargetProject::TargetProject(migrate::PostgresConnection &database, const QList<MoveTable> &tables)
    : m_database(database), m_tables(tables)
{
}

/// The limits are the transaction's own, as a pooler may give the next one another connection.
template <class F>
auto TargetProject::inTransaction(F &&work) -> std::invoke_result_t<F>
{
    return m_database.inTransaction([&]() -> std::invoke_result_t<F> {
        const auto begun =
            runAll({sqlText("set local lock_timeout = '30s'"), sqlText("set local statement_timeout = 0"),
                    sqlText("select pg_advisory_xact_lock(hashtext('plumber_leads.move'))")});
        if (!begun)
            return begun.error();
        return work();
    });
}

Result<> TargetProject::runAll(const QStringList &statements)
{
    for (const QString &statement : statements)
        if (const auto ran = m_database.run(statement); !ran)
            return ran;
    return {};
}

Result<qint64> TargetProject::number(const QString &query)
{
    return m_database.rows(query).transform([](const auto &rows) { return rows.value(0).value(0).toLongLong(); });
}

/// Only those that are on, by name: what somebody switched off stays off. The foreign keys' own triggers stay on.
Result<> TargetProject::withoutTriggers(const MoveTable &table, const std::function<Result<>()> &write)
{
    if (!table.isOurs())
        return write();
    const auto triggers = m_database.rows(
        QStringLiteral("select quote_ident(tgname) from pg_trigger where tgrelid = cast('%1' as regclass)"
                       " and not tgisinternal and tgenabled = 'O'")
            .arg(table.target));
    if (!triggers)
        return triggers.error();
    QStringList off;
    QStringList on;
    for (const QString &name : namesIn(*triggers)) {
        off += QStringLiteral("alter table %1 disable trigger %2").arg(table.target, name);
        on += QStringLiteral("alter table %1 enable trigger %2").arg(table.target, name);
    }
    if (const auto ran = runAll(off); !ran)
        return ran;
    if (const auto written = write(); !written)
        return written;
    return runAll(on);
}

Result<> TargetProject::begin(const QString &office, const QList<MoveStep> &steps)
{
    return inTransaction([&]() -> Result<> {
        const auto made =
            runAll({sqlText("create schema if not exists plumber_leads_move"),
                    sqlText("create table if not exists plumber_leads_move.move (id integer primary key check (id = 1),"
                            " office text not null, begun_at timestamptz not null default now(), done_at timestamptz)"),
                    sqlText("create table if not exists plumber_leads_move.steps (step text primary key, position text,"
                            " row_count bigint not null default 0, is_done boolean not null default false)")});
        if (!made)
            return made;
        if (const auto empty = checkEmpty(); !empty)
            return empty;
        for (const MoveTable &table : m_tables)
            if (table.name == u"services" || table.name == u"settings")
                if (const auto cleared =
                        withoutTriggers(table, [&] { return m_database.run(sqlText("delete from ") + table.target); });
                    !cleared)
                    return cleared;
        for (const MoveStep &step : steps)
            if (const auto noted =
                    m_database.rows(sqlText("insert into plumber_leads_move.steps (step) values (?)"), {step.name()});
                !noted)
                return noted.error();
        const auto noted =
            m_database.rows(sqlText("insert into plumber_leads_move.move (id, office) values (1, ?)"), {office});
        return noted ? Result<>() : Result<>(noted.error());
    });
}

Result<StepProgress> TargetProject::write(const MoveStep &step, const StepProgress &before, const Page &page)
{
    const StepProgress after{page.last, before.rows + page.rows, page.isLast};
    return inTransaction([&]() -> Result<StepProgress> {
        const auto moved = m_database.rows(
            sqlText("update plumber_leads_move.steps set position = ?, row_count = ?, is_done = ? where step = ?"
                    " and row_count = ? and not is_done returning step"),
            {after.position, after.rows, after.isDone, step.name(), before.rows});
        if (!moved)
            return moved.error();
        if (moved->isEmpty())
            return Error{ErrorCode::Conflict,
                         sqlText("Another program is moving rows into this project at the same time. Stop it.")};
        if (page.rows == 0)
            return after;
        const auto written = withoutTriggers(*step.table, [&] { return writeRows(step, page); });
        return written ? Result<StepProgress>(after) : Result<StepProgress>(written.error());
    });
}

Result<> TargetProject::writeRows(const MoveStep &step, const Page &page)
{
    const QString statement =
        step.reference.isEmpty() ? insertStatement(*step.table) : referenceStatement(*step.table, step.reference);
    const auto written = m_database.rows(statement, {QString::fromUtf8(page.json)});
    if (!written)
        return Error{written.error().code,
                     QStringLiteral("The project refused rows of %1: %2").arg(step.name(), written.error().message),
                     {},
                     written.error().remoteCode};
    return step.table->andThen.isEmpty() ? Result<>() : m_database.run(step.table->andThen);
}

Result<TableState> TargetProject::state(const MoveTable &table)
{
    return inTransaction([&]() -> Result<TableState> {
        const auto rows = m_database.rows(RowDigest::query(table));
        if (!rows)
            return rows.error();
        const QVariantList &values = rows->first();
        TableState state{values.at(0).toLongLong(), {}, values.at(1).toByteArray()};
        for (const QVariant &sum : values.sliced(2))
            state.cents += sum.toLongLong();
        return state;
    });
}

Result<> TargetProject::finish(const QMap<QString, qint64> &lastNumbers)
{
    return inTransaction([&]() -> Result<> {
        for (const MoveTable &table : m_tables) {
            const qint64 last = lastNumbers.value(table.name);
            if (!table.isNumbered || last <= 0)
                continue;
            const auto set = m_database.run(QStringLiteral("select setval(pg_get_serial_sequence('%1', '%2'), %3)")
                                                .arg(table.target, table.keyColumn().target)
                                                .arg(last));
            if (!set)
                return set;
        }
        return m_database.run(sqlText("update plumber_leads_move.move set done_at = now() where done_at is null"));
    });
}

Result<> TargetProject::clear()
{
    return inTransaction([&]() -> Result<> {
        const auto known = progress();
        if (!known)
            return known.error();
        if (known->stage == MoveProgress::Stage::Done)
            return Error{ErrorCode::Conflict,
                         sqlText("This project's move is over; its rows are the office's own now.")};
        if (known->stage == MoveProgress::Stage::NotBegun)
            return {};
        for (auto table = m_tables.crbegin(); table != m_tables.crend(); ++table)
            if (const auto cleared =
                    withoutTriggers(*table, [&] { return m_database.run(sqlText("delete from ") + table->target); });
                !cleared)
                return cleared;
        return m_database.run(sqlText("drop schema plumber_leads_move cascade"));
    });
}

} // namespace pl::move
