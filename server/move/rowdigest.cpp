#include "server/move/rowdigest.h"

#include "server/embedded/store/jsonnode.h"

namespace pl::move {

namespace {

using embedded::JsonNode;
using embedded::PgType;

/// Triggers in SQLite write documents without PostgreSQL's spaces.
QByteArray documentText(const QByteArray &json)
{
    const auto node = JsonNode::parse(json);
    return node ? embedded::toJsonbText(*node) : json;
}

QByteArray cellText(PgType type, const QVariant &value)
{
    switch (type) {
    case PgType::Boolean:
        return value.toLongLong() != 0 ? "true" : "false";
    case PgType::Jsonb:
    case PgType::TextArray:
        return documentText(value.toString().toUtf8());
    case PgType::Uuid:
    case PgType::Varchar:
    case PgType::Text:
    case PgType::Integer:
    case PgType::BigInt:
    case PgType::Timestamptz: // microseconds
    case PgType::Date:
        break;
    }
    return value.toString().toUtf8();
}

QString cellExpression(const MoveColumn &column)
{
    const QString name = quotedName(column.target);
    if (column.type == PgType::Timestamptz)
        return QStringLiteral("cast(cast(extract(epoch from %1) * 1000000 as bigint) as text)").arg(name);
    if (column.type == PgType::TextArray)
        return QStringLiteral("cast(to_jsonb(%1) as text)").arg(name);
    if (column.type == PgType::Date)
        return QStringLiteral("to_char(%1, 'YYYY-MM-DD')").arg(name);
    return QStringLiteral("cast(%1 as text)").arg(name);
}

QString lengthAndCell(const MoveColumn &column)
{
    return QStringLiteral("coalesce(cast(octet_length(%1) as text) || ':' || %1, '-')").arg(cellExpression(column));
}

bool isText(PgType type)
{
    return type == PgType::Varchar || type == PgType::Text;
}

} // namespace

RowDigest::RowDigest(const MoveTable &table) : m_table(table), m_centColumns(table.centColumns())
{
    m_state.cents.resize(m_centColumns.size());
}

void RowDigest::add(const QVariantList &row)
{
    QByteArray text;
    for (qsizetype i = 0; i < row.size(); ++i) {
        const QByteArray cell = cellText(m_table.columns.at(i).type, row.at(i));
        text += row.at(i).isNull() ? QByteArray("-") : QByteArray::number(cell.size()) + ':' + cell;
    }
    m_hash.addData(QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex());
    for (qsizetype i = 0; i < m_centColumns.size(); ++i)
        m_state.cents[i] += row.at(m_centColumns.at(i)).toLongLong();
    ++m_state.rows;
}

TableState RowDigest::state() const
{
    TableState state = m_state;
    state.hash = m_hash.result().toHex();
    return state;
}

QString RowDigest::query(const MoveTable &table)
{
    QStringList cells;
    for (const MoveColumn &column : table.columns)
        cells += lengthAndCell(column);
    const MoveColumn &key = table.keyColumn();
    const QString order = quotedName(key.target) + (isText(key.type) ? QStringLiteral(" collate \"C\"") : QString());
    QString query = QStringLiteral("select count(*), encode(sha256(convert_to(coalesce(string_agg(md5(%1), '' order by "
                                   "%2), ''), 'UTF8')), 'hex')")
                        .arg(cells.join(QStringLiteral(" || ")), order);
    for (const qsizetype place : table.centColumns())
        query += QStringLiteral(", coalesce(sum(%1), 0)").arg(quotedName(table.columns.at(place).target));
    return query + QStringLiteral(" from ") + table.target;
}

} // namespace pl::move
