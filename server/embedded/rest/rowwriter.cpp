#include "server/embedded/rest/rowwriter.h"

#include "server/embedded/store/activityrules.h"
#include "server/embedded/store/eraserules.h"
#include "server/embedded/store/historyseal.h"
#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/leadlinks.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/plumberrules.h"
#include "server/embedded/store/refusalrules.h"
#include "server/embedded/store/textrules.h"

#include <QUuid>

namespace pl::embedded {
namespace {

Sql columnList(const Table &table)
{
    QList<Sql> names;
    for (const Column &column : table.columns)
        names += Sql::name(column.name);
    return Sql::joined(names, ", ");
}

Sql valueList(const Record &row)
{
    QList<Sql> values;
    for (const QVariant &value : row)
        values += Sql::value(value);
    return Sql::joined(values, ", ");
}

Sql named(const QStringList &columns)
{
    QList<Sql> names;
    for (const QString &column : columns)
        names += Sql::name(column);
    return Sql::joined(names, ", ");
}

Sql keyIs(const Table &table, const Record &row)
{
    return Sql::name(table.primaryKey) + Sql::lit(" = ") + Sql::value(row[table.indexOf(table.primaryKey)]);
}

} // namespace

RowWriter::RowWriter(Database &database, const Table &table, const Caller &caller, qint64 now)
    : m_database(database), m_table(table), m_caller(caller), m_now(now)
{
}

QVariant RowWriter::defaultOf(const Column &column) const
{
    switch (column.defaultKind) {
    case DefaultValue::NewUuid:
        return QUuid::createUuid().toString(QUuid::WithoutBraces);
    case DefaultValue::Now:
        return m_now;
    case DefaultValue::Literal:
        return literalDefault(column);
    case DefaultValue::None:
    case DefaultValue::Identity:
        break;
    }
    return {};
}

void RowWriter::complete(Record &row)
{
    beforeInsert(m_table, m_caller, row, m_now);
    tidyTexts(m_table, m_caller, nullptr, row);
    completeRefusal(m_database, m_table, m_caller, row, m_now);
}

std::optional<Record> RowWriter::insert(Record row, const QStringList &conflict)
{
    complete(row);
    checkPlumber(m_table, row);
    checkSale(m_database, m_table, nullptr, row);
    checkPolicy(Command::Insert, row);
    Sql sql = Sql::lit("insert into ") + Sql::name(m_table.name) + Sql::lit(" (") + columnList(m_table) +
              Sql::lit(") values (") + valueList(row) + Sql::lit(")");
    if (!conflict.isEmpty())
        sql += Sql::lit(" on conflict (") + named(conflict) + Sql::lit(") do nothing");
    const qint64 history = newestLine();
    {
        const Rows written = write(sql, row, row);
        if (written.affected() == 0)
            return std::nullopt;
        if (m_table.keyColumn().defaultKind == DefaultValue::Identity)
            row[m_table.indexOf(m_table.primaryKey)] = written.lastInsertId();
    }
    markNotForSale(m_database, m_table, row, true);
    sealLines(history);
    noteActivity(m_database, m_table, m_caller, m_now, nullptr, &row);
    return m_table.name == u"lead_events" ? select(Sql::lit(" where ") + keyIs(m_table, row)).front() : row;
}

Record RowWriter::update(const Record &before, Record row)
{
    beforeUpdate(m_table, m_caller, before, row, m_now);
    guardHistory(m_table, before, row);
    eraseLead(m_database, m_table, before, row);
    linkLead(m_database, m_table, before, row);
    tidyTexts(m_table, m_caller, &before, row);
    checkPlumber(m_table, row);
    checkSale(m_database, m_table, &before, row);
    checkPolicy(Command::Update, row);
    const qint64 history = newestLine();
    QList<Sql> sets;
    for (qsizetype i = 0; i < row.size(); ++i)
        sets += Sql::name(m_table.columns[size_t(i)].name) + Sql::lit(" = ") + Sql::value(row[i]);
    write(Sql::lit("update ") + Sql::name(m_table.name) + Sql::lit(" set ") + Sql::joined(sets, ", ") +
              Sql::lit(" where ") + keyIs(m_table, before),
          before, row);
    keepStops(m_database, m_table, before, row);
    sealLines(history);
    noteActivity(m_database, m_table, m_caller, m_now, &before, &row);
    return row;
}

void RowWriter::remove(const Record &row)
{
    const qint64 history = newestLine();
    write(Sql::lit("delete from ") + Sql::name(m_table.name) + Sql::lit(" where ") + keyIs(m_table, row), row, row);
    markNotForSale(m_database, m_table, row, false);
    sealLines(history);
    noteActivity(m_database, m_table, m_caller, m_now, &row, nullptr);
}

/// Whether a write of this table can add to leads' histories.
bool RowWriter::tellsHistory() const
{
    return m_table.name == u"leads" || m_table.name == u"lead_events" || m_table.name == u"contact_refusals";
}

qint64 RowWriter::newestLine()
{
    return tellsHistory() ? newestHistoryLine(m_database) : 0;
}

void RowWriter::sealLines(qint64 behind)
{
    if (tellsHistory())
        sealHistory(m_database, behind);
}

std::vector<Record> RowWriter::select(const Sql &where)
{
    Rows found = m_database.run(Sql::lit("select ") + columnList(m_table) + Sql::lit(" from ") +
                                Sql::name(m_table.name) + where + Sql::lit(" order by rowid"));
    std::vector<Record> rows;
    while (found.next()) {
        Record row;
        for (size_t i = 0; i < m_table.columns.size(); ++i)
            row += found.isNull(int(i)) ? QVariant() : found.value(int(i));
        rows.push_back(row);
        if (rows.size() > kMaxRows)
            throw RestError::tooLarge();
    }
    return rows;
}

Sql RowWriter::writable(const Sql &where, Command command) const
{
    QList<Sql> all;
    for (const Sql &condition :
         {where, rowsFor(m_caller, m_table, command), rowsFor(m_caller, m_table, Command::Select)})
        if (!condition.isEmpty())
            all += condition;
    return all.isEmpty() ? Sql() : Sql::lit(" where ") + Sql::joined(all, " and ");
}

std::vector<Record> RowWriter::find(const Sql &where, Command command)
{
    return select(writable(where, command));
}

QByteArray RowWriter::findKeys(const Sql &where, Command command)
{
    const Sql rows = Sql::lit("select ") + Sql::name(m_table.primaryKey) + Sql::lit(" as key from ") +
                     Sql::name(m_table.name) + writable(where, command) + Sql::lit(" limit ") +
                     Sql::value(qint64(kMaxRows) + 1);
    return m_database.value(Sql::lit("select json_group_array(key) from (") + rows + Sql::lit(")")).toByteArray();
}

Record RowWriter::conflicting(const QStringList &columns, const Record &row)
{
    QList<Sql> same;
    for (const QString &column : columns)
        same += Sql::name(column) + Sql::lit(" = ") + Sql::value(row[m_table.indexOf(column)]);
    const std::vector<Record> found = select(Sql::lit(" where ") + Sql::joined(same, " and "));
    if (!holds(rowsFor(m_caller, m_table, Command::Update), found.front()))
        throw error("42501",
                    QStringLiteral("new row violates row-level security policy (USING expression) for table \"%1\"")
                        .arg(m_table.name));
    return found.front();
}

bool RowWriter::holds(const Sql &condition, const Record &row)
{
    if (condition.isEmpty())
        return true;
    QList<Sql> values;
    for (qsizetype i = 0; i < row.size(); ++i)
        values += Sql::value(row[i]) + Sql::lit(" as ") + Sql::name(m_table.columns[size_t(i)].name);
    return m_database
        .value(Sql::lit("select ") + condition + Sql::lit(" from (select ") + Sql::joined(values, ", ") + Sql::lit(")"))
        .toBool();
}

void RowWriter::checkPolicy(Command command, const Record &row)
{
    requirePolicy(rowsAllowed(m_caller, m_table, command), row);
}

void RowWriter::requireReadable(const Record &row)
{
    requirePolicy(rowsFor(m_caller, m_table, Command::Select), row);
}

void RowWriter::requirePolicy(const Sql &condition, const Record &row)
{
    if (!holds(condition, row))
        throw error("42501",
                    QStringLiteral("new row violates row-level security policy for table \"%1\"").arg(m_table.name));
}

Rows RowWriter::write(const Sql &sql, const Record &before, const Record &row)
{
    try {
        return m_database.run(sql);
    } catch (const DatabaseError &refused) {
        if (refused.timedOut)
            throw;
        throwConstraint(refused.text, before, row);
    }
}

} // namespace pl::embedded
