#pragma once

#include "models/base/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUuid>

namespace pl::supabase {

/// A condition for Query::any: one comparison, or several joined by and/or. Values are quoted here, so that commas and
/// parentheses in them are no syntax.
class Condition
{
public:
    static Condition compare(const QByteArray &column, const QByteArray &op, const QString &value);
    static Condition eq(const QByteArray &column, const QString &value) { return compare(column, "eq", value); }
    static Condition in(const QByteArray &column, const QStringList &values);
    static Condition isNull(const QByteArray &column);
    static Condition isNotNull(const QByteArray &column);
    static Condition all(const QList<Condition> &conditions);
    static Condition any(const QList<Condition> &conditions);

    /// In the dialect, before percent-encoding: `and(status.eq."new",zip_code.is.null)`.
    const QString &text() const { return m_text; }

private:
    explicit Condition(const QString &text) : m_text(text) {}

    QString m_text;
};

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
    /// Rows for which at least one of the conditions holds.
    Query &any(const QList<Condition> &conditions);
    /// Rows behind (`at`, `id`) in the order `column`, id: the keyset of a page. The bound stands beside the
    /// alternatives, because PostgreSQL can't find the beginning of a page in an `or` and would walk the index from its
    /// start.
    Query &after(Timestamp at, const QUuid &id, const QByteArray &column = "updated_at");
    Query &order(const QByteArray &columns);
    Query &limit(int rows);
    Query &offset(int rows);
    Query &onConflict(const QByteArray &columns);

    const QByteArray &table() const { return m_table; }
    QByteArray target() const;

private:
    /// The one place where values become part of an address.
    Query &add(const QByteArray &name, const QString &value);

    QByteArray m_table;
    QByteArray m_parameters;
};

} // namespace pl::supabase
