#include "models/supabase/query.h"

namespace pl::supabase {
namespace {

QByteArray encoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding("-._~,:*");
}

/// Inside a list or a condition commas, dots and parentheses are syntax: every value is put in quotes there.
QString quoted(QString value)
{
    value.replace(QLatin1Char('\\'), QStringLiteral("\\\\"));
    value.replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + value + QLatin1Char('"');
}

} // namespace

Query::Query(const QByteArray &table) : m_table(table) {}

Query &Query::add(const QByteArray &name, const QByteArray &encodedValue)
{
    m_parameters += (m_parameters.isEmpty() ? "?" : "&") + name + '=' + encodedValue;
    return *this;
}

Query &Query::select(const QByteArray &columns)
{
    return add("select", columns);
}

Query &Query::eq(const QByteArray &column, const QUuid &value)
{
    return filter(column, "eq", value.toString(QUuid::WithoutBraces));
}

Query &Query::isNull(const QByteArray &column)
{
    return add(column, "is.null");
}

Query &Query::in(const QByteArray &column, const QStringList &values)
{
    QStringList parts;
    for (const QString &value : values)
        parts += quoted(value);
    return add(column, "in.(" + encoded(parts.join(QLatin1Char(','))) + ')');
}

Query &Query::filter(const QByteArray &column, const QByteArray &op, const QString &value)
{
    return add(column, op + '.' + encoded(value));
}

Query &Query::after(Timestamp at, const QUuid &id)
{
    const QByteArray time = encoded(quoted(at.toString()));
    const QByteArray row = id.toByteArray(QUuid::WithoutBraces);
    return add("or", "(updated_at.gt." + time + ",and(updated_at.eq." + time + ",id.gt." + row + "))");
}

Query &Query::order(const QByteArray &columns)
{
    return add("order", columns);
}
Query &Query::limit(int rows)
{
    return add("limit", QByteArray::number(rows));
}
Query &Query::onConflict(const QByteArray &columns)
{
    return add("on_conflict", columns);
}

QByteArray Query::target() const
{
    return "/rest/v1/" + m_table + m_parameters;
}

} // namespace pl::supabase
