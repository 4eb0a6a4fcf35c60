#include "models/supabase/query.h"

namespace pl::supabase {
namespace {

/// In lists and conditions, commas, dots and parentheses are syntax, so every value is quoted.
QString quoted(QString value)
{
    value.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    value.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + value + QLatin1Char('"');
}

QString listOf(const QStringList &values)
{
    QStringList parts;
    for (const QString &value : values)
        parts += quoted(value);
    return QStringLiteral("in.(") + parts.join(QLatin1Char(',')) + QLatin1Char(')');
}

QString joined(const QList<Condition> &conditions)
{
    QStringList parts;
    for (const Condition &condition : conditions)
        parts += condition.text();
    return QLatin1Char('(') + parts.join(QLatin1Char(',')) + QLatin1Char(')');
}

} // namespace

Condition Condition::compare(const QByteArray &column, const QByteArray &op, const QString &value)
{
    return Condition(QString::fromLatin1(column + '.' + op + '.') + quoted(value));
}

Condition Condition::in(const QByteArray &column, const QStringList &values)
{
    return Condition(QString::fromLatin1(column + '.') + listOf(values));
}

Condition Condition::isNull(const QByteArray &column)
{
    return Condition(QString::fromLatin1(column + ".is.null"));
}

Condition Condition::isNotNull(const QByteArray &column)
{
    return Condition(QString::fromLatin1(column + ".not.is.null"));
}

Condition Condition::all(const QList<Condition> &conditions)
{
    return Condition(QStringLiteral("and") + joined(conditions));
}

Condition Condition::any(const QList<Condition> &conditions)
{
    return Condition(QStringLiteral("or") + joined(conditions));
}

Query::Query(const QByteArray &table) : m_table(table) {}

Query &Query::add(const QByteArray &name, const QString &value)
{
    m_parameters += (m_parameters.isEmpty() ? "?" : "&") + name + '=' + value.toUtf8().toPercentEncoding("-._~,:*()");
    return *this;
}

Query &Query::select(const QByteArray &columns)
{
    return add("select", QString::fromLatin1(columns));
}

Query &Query::eq(const QByteArray &column, const QUuid &value)
{
    return filter(column, "eq", value.toString(QUuid::WithoutBraces));
}

Query &Query::isNull(const QByteArray &column)
{
    return add(column, QStringLiteral("is.null"));
}

Query &Query::in(const QByteArray &column, const QStringList &values)
{
    return add(column, listOf(values));
}

Query &Query::filter(const QByteArray &column, const QByteArray &op, const QString &value)
{
    return add(column, QString::fromLatin1(op + '.') + value);
}

Query &Query::any(const QList<Condition> &conditions)
{
    return add("or", joined(conditions));
}

Query &Query::after(Timestamp at, const QUuid &id, const QByteArray &column)
{
    const QString row = id.toString(QUuid::WithoutBraces);
    return gte(column, at)
        .any({Condition::compare(column, "gt", at.toString()),
              Condition::all({Condition::eq(column, at.toString()), Condition::compare("id", "gt", row)})});
}

Query &Query::order(const QByteArray &columns)
{
    return add("order", QString::fromLatin1(columns));
}
Query &Query::limit(int rows)
{
    return add("limit", QString::number(rows));
}
Query &Query::offset(int rows)
{
    return add("offset", QString::number(rows));
}
Query &Query::onConflict(const QByteArray &columns)
{
    return add("on_conflict", QString::fromLatin1(columns));
}

QByteArray Query::target() const
{
    return "/rest/v1/" + m_table + m_parameters;
}

} // namespace pl::supabase
