#include "models/disk/rowcodec.h"

namespace pl::disk {

TableSql TableSql::make(const QByteArray &name, const QByteArrayList &columns, const QByteArray &format)
{
    QByteArrayList marks;
    QByteArrayList changes;
    for (const QByteArray &column : columns) {
        marks += "?";
        changes += column + " = excluded." + column;
    }
    const bool canBeWithdrawn = columns.contains("withdrawn_at");
    TableSql sql{name, name + ':' + format, columns.join(','), {}, {}};
    // Numbers, texts and bytes are kept as they are bound. Rows are found by id, and shown by when they were created.
    sql.create = "create table " + name + " (place integer primary key, " + sql.columns + ");" + //
                 "create unique index " + name + "_id on " + name + " (id);" +                   //
                 "create index " + name + "_newest on " + name + " (created_at)" +
                 (canBeWithdrawn ? " where withdrawn_at is null;" : ";");
    sql.upsert = "insert into " + name + " (" + sql.columns + ") values (" + marks.join(',') +
                 ") on conflict (id) do update set " + changes.join(',') + " where excluded.version > " + name +
                 ".version";
    return sql;
}

} // namespace pl::disk
