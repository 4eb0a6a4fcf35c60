#include "tests/server/migrate/twooffices.h"

#include "server/embedded/store/schema.h"

namespace pl::test {
namespace {

using nlohmann::json;

QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString literal(const json &value)
{
    if (value.is_null())
        return QStringLiteral("null");
    return quoted(QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump()));
}

QString assignments(const json &changes)
{
    QStringList list;
    for (const auto &[column, value] : changes.items())
        list += QString::fromStdString(column) + QStringLiteral(" = ") + literal(value);
    return list.join(QStringLiteral(", "));
}

QByteArray targetOf(const QString &table, const QString &column, const QString &value)
{
    return "/rest/v1/" + table.toUtf8() + '?' + column.toUtf8() + "=eq." + value.toUtf8().toPercentEncoding();
}

QList<HistoryLine> linesOf(const json &rows)
{
    QList<HistoryLine> lines;
    for (const json &row : rows)
        if (const auto line = HistoryLine::fromJson(row))
            lines += *line;
    return lines;
}

QList<HistoryLine> linesIn(migrate::PostgresConnection &database, const QString &where)
{
    const QString rows = textOf(
        database,
        QStringLiteral("select json_agg(json_build_object('lead_id', lead_id, 'sequence', sequence, 'previous_hash',"
                       " previous_hash, 'hash', hash, 'text_hash', text_hash, 'text_salt', text_salt, 'at', at, 'kind',"
                       " kind, 'actor', actor, 'plumber_id', plumber_id, 'note', note, 'detail_text', detail::text)"
                       " order by lead_id, sequence) from lead_events where ") +
            where);
    return linesOf(json::parse(rows.toStdString(), nullptr, false));
}

} // namespace

bool TwoOffices::start()
{
    return m_postgres.start() && m_embedded.isOpen() && reload();
}

bool TwoOffices::reload()
{
    return m_postgres.connection().run(QStringLiteral("truncate contact_refusals, imports cascade")).ok() &&
           m_postgres.reload() && m_embedded.reload();
}

/// "1" is one row of PostgreSQL.
QString TwoOffices::compare(const QString &postgres, const http::Response &embedded, const QString &refusal) const
{
    const QString code = QString::fromUtf8(codeOf(embedded));
    const QString expected = refusal.isEmpty() ? QStringLiteral("1") : refusal;
    return postgres == expected && code == refusal
               ? QString()
               : QStringLiteral("PostgreSQL: %1, embedded: %2 %3")
                     .arg(postgres, QString::number(embedded.status), QString::fromUtf8(embedded.body));
}

QString TwoOffices::insert(const QString &who, const QString &table, const json &row, const QString &refusal)
{
    QStringList columns;
    QStringList values;
    for (const auto &[column, value] : row.items()) {
        columns += QString::fromStdString(column);
        values += literal(value);
    }
    const QString statement = QStringLiteral("insert into %1 (").arg(table) + columns.join(QStringLiteral(", ")) +
                              QStringLiteral(") values (") + values.join(QStringLiteral(", ")) + u')';
    return compare(m_postgres.as(who, statement).text(),
                   m_embedded.ask(who, "POST", "/rest/v1/" + table.toUtf8(), QByteArray::fromStdString(row.dump())),
                   refusal);
}

QString TwoOffices::change(const QString &who, const QString &table, const QString &column, const QString &value,
                           const json &changes, const QString &refusal)
{
    const QString statement = QStringLiteral("update %1 set ").arg(table) + assignments(changes) +
                              QStringLiteral(" where ") + column + QStringLiteral(" = ") + quoted(value);
    return compare(
        m_postgres.as(who, statement).text(),
        m_embedded.ask(who, "PATCH", targetOf(table, column, value), QByteArray::fromStdString(changes.dump())),
        refusal);
}

QString TwoOffices::remove(const QString &who, const QString &table, const QString &column, const QString &value)
{
    const QString statement =
        QStringLiteral("delete from %1 where ").arg(table) + column + QStringLiteral(" = ") + quoted(value);
    return compare(m_postgres.as(who, statement).text(), m_embedded.ask(who, "DELETE", targetOf(table, column, value)),
                   {});
}

QList<HistoryLine> TwoOffices::historyInPostgres(const QString &lead)
{
    return linesIn(m_postgres.connection(), QStringLiteral("lead_id = '%1'").arg(lead));
}

QList<HistoryLine> TwoOffices::histories(migrate::PostgresConnection &database)
{
    return linesIn(database, QStringLiteral("true"));
}

QList<HistoryLine> TwoOffices::historyInEmbedded(const QString &lead)
{
    return linesOf(m_embedded.read("/rest/v1/lead_events?select=" + HistoryLine::columns() +
                                   "&order=sequence&lead_id=eq." + lead.toUtf8()));
}

QStringList TwoOffices::tablesWith(const QString &text)
{
    QStringList found;
    for (const auto &table : embedded::Schema::instance().tables()) {
        const QString rows = m_postgres.text(
            QStringLiteral("select t::text from %1 t where t::text ilike '%%2%'").arg(table.name, text));
        if (!rows.isEmpty())
            found += QStringLiteral("PostgreSQL ") + table.name + QStringLiteral(": ") + rows;
        const QString all = QString::fromStdString(m_embedded.read("/rest/v1/" + table.name.toUtf8()).dump());
        if (all.contains(text, Qt::CaseInsensitive))
            found += QStringLiteral("embedded ") + table.name + QStringLiteral(": ") + all;
    }
    return found;
}

} // namespace pl::test
