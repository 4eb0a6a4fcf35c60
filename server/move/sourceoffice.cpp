#include "server/move/sourceoffice.h"

#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/migrations.h"
#include "server/embedded/store/pgvalue.h"

#include <QFileInfo>

namespace pl::move {

namespace {

using embedded::Database;
using embedded::DatabaseError;
using embedded::PgType;
using embedded::Rows;
using embedded::Sql;
using embedded::Transaction;

constexpr qsizetype kPageBytes = 4 * 1024 * 1024;

Error unreadable(const DatabaseError &error)
{
    return {ErrorCode::Internal, QStringLiteral("The embedded database can't be read: %1").arg(error.text)};
}

QVariantList valuesOf(const Rows &rows, qsizetype count)
{
    QVariantList values;
    for (int i = 0; i < count; ++i)
        values += rows.isNull(i) ? QVariant() : rows.value(i);
    return values;
}

QString columnList(const QList<MoveColumn> &columns)
{
    QStringList names;
    for (const MoveColumn &column : columns)
        names += column.source;
    return names.join(QStringLiteral(", "));
}

QByteArray rowJson(const QList<MoveColumn> &columns, const QVariantList &values)
{
    QByteArray json;
    for (qsizetype i = 0; i < columns.size(); ++i)
        json += (i == 0 ? "{" : ",") + embedded::quotedJson(columns.at(i).target.toUtf8()) + ':' +
                embedded::valueToJson(columns.at(i).type, values.at(i));
    return json + '}';
}

/// Numbers are compared as numbers.
QVariant keyValue(const MoveColumn &key, const QString &text)
{
    return key.type == PgType::BigInt ? QVariant(text.toLongLong()) : QVariant(text);
}

} // namespace

SourceOffice::SourceOffice(std::unique_ptr<Database> database)
    : m_database(std::move(database))
    , m_transaction(std::make_unique<Transaction>(*m_database, Transaction::Kind::Write))
{
}

Result<std::unique_ptr<SourceOffice>> SourceOffice::open(const QString &file)
{
    if (!QFileInfo::exists(file))
        return Error{ErrorCode::NotFound,
                     QStringLiteral("There is no embedded database in this data folder (%1).").arg(file)};
    auto database = Database::open(file);
    if (!database)
        return database.error();
    if (const auto migrated = embedded::migrate(**database); !migrated)
        return migrated.error();
    try {
        return std::unique_ptr<SourceOffice>(new SourceOffice(std::move(*database)));
    } catch (const DatabaseError &error) {
        return Error{ErrorCode::Conflict,
                     QStringLiteral("Another program is writing to the embedded database: %1").arg(error.text)};
    }
}

Result<TableState> SourceOffice::state(const MoveTable &table)
{
    try {
        RowDigest digest(table);
        Rows rows = m_database->run({QStringLiteral("select %1 from %2 order by %3")
                                         .arg(columnList(table.columns), table.source, table.keyColumn().source)});
        while (rows.next())
            digest.add(valuesOf(rows, table.columns.size()));
        return digest.state();
    } catch (const DatabaseError &error) {
        return unreadable(error);
    }
}

Result<Page> SourceOffice::page(const MoveTable &table, const QString &after, int rows)
{
    QList<MoveColumn> columns;
    for (const MoveColumn &column : table.columns)
        if (!table.selfReferences.contains(column.target))
            columns += column;
    return read(table, columns, QStringLiteral("true"), after, rows);
}

Result<Page> SourceOffice::references(const MoveTable &table, const QString &column, const QString &after, int rows)
{
    QList<MoveColumn> columns{table.keyColumn()};
    for (const MoveColumn &each : table.columns)
        if (each.target == column)
            columns += each;
    return read(table, columns, quotedName(column) + QStringLiteral(" is not null"), after, rows);
}

Result<Page> SourceOffice::read(const MoveTable &table, const QList<MoveColumn> &columns, const QString &condition,
                                const QString &after, int rows)
{
    const MoveColumn &key = table.keyColumn();
    Sql sql{
        QStringLiteral("select %1, %2 from %3 where %4").arg(columnList(columns), key.source, table.source, condition)};
    if (!after.isNull())
        sql += Sql{QStringLiteral(" and %1 > ?").arg(key.source), {keyValue(key, after)}};
    sql += Sql{QStringLiteral(" order by %1 limit %2").arg(key.source).arg(rows)};
    try {
        Page page{"[", 0, after, false};
        Rows found = m_database->run(sql);
        bool hasMore = true;
        while (page.json.size() < kPageBytes && (hasMore = found.next())) {
            const QVariantList values = valuesOf(found, columns.size() + 1);
            page.json += (page.rows++ == 0 ? "" : ",") + rowJson(columns, values);
            page.last = values.last().toString();
        }
        page.isLast = !hasMore && page.rows < rows;
        page.json += ']';
        return page;
    } catch (const DatabaseError &error) {
        return unreadable(error);
    }
}

Result<qint64> SourceOffice::lastNumber(const MoveTable &table)
{
    try {
        return m_database->value({QStringLiteral("select seq from sqlite_sequence where name = ?"), {table.source}})
            .toLongLong();
    } catch (const DatabaseError &error) {
        return unreadable(error);
    }
}

} // namespace pl::move
