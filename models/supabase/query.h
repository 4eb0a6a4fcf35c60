#pragma once

#include "models/domain/timestamp.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace pl::supabase {

/// Builds one request target in PostgREST's dialect. Values are quoted and percent-encoded here and nowhere else;
/// column names come from the program, never from input.
///
///     Query("leads").select(Lead::columns()).eq("id", id).eq("version", 7).target()
///     → "/rest/v1/leads?select=…&id=eq.…&version=eq.7"
class Query
{
public:
    explicit Query(const QByteArray &table);

    Query &select(const QByteArray &columns);
    Query &eq(const QByteArray &column, const QString &value) { return filter(column, "eq", value); }
    Query &eq(const QByteArray &column, qint64 value) { return filter(column, "eq", QString::number(value)); }
    Query &eq(const QByteArray &column, const QUuid &value);
    Query &gte(const QByteArray &column, Timestamp value) { return filter(column, "gte", value.toString()); }
    Query &isNull(const QByteArray &column);
    Query &in(const QByteArray &column, const QStringList &values);
    /// One filter with any operator of the dialect.
    Query &filter(const QByteArray &column, const QByteArray &op, const QString &value);
    /// Rows behind (`at`, `id`) in the order updated_at, id: the keyset of a page.
    Query &after(Timestamp at, const QUuid &id);
    Query &order(const QByteArray &columns);
    Query &limit(int rows);
    Query &onConflict(const QByteArray &columns);

    const QByteArray &table() const { return m_table; }
    QByteArray target() const;

private:
    Query &add(const QByteArray &name, const QByteArray &encodedValue);

    QByteArray m_table;
    QByteArray m_parameters;
};

} // namespace pl::supabase
