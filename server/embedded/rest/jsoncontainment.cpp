#include "server/embedded/rest/conditionsql.h"

#include "server/embedded/store/jsonnode.h"

namespace pl::embedded {
namespace {

/// A JSON value in SQL: the expressions for its SQLite value and its JSON type.
struct Seen
{
    Sql value;
    Sql type;
};

Sql textValue(const JsonNode &node)
{
    return Sql::value(QString::fromUtf8(node.isString() ? node.text : toCompactJson(node)));
}

Sql scalarEquals(const Seen &seen, const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null:
        return seen.type + Sql::lit(" = 'null'");
    case JsonNode::Kind::Boolean:
        return seen.type + Sql::lit(" = ") + textValue(node);
    case JsonNode::Kind::Number:
        return seen.type + Sql::lit(" in ('integer', 'real') and ") + seen.value + Sql::lit(" = ") +
               Sql::value(node.text.toDouble());
    case JsonNode::Kind::String:
    case JsonNode::Kind::Array:
    case JsonNode::Kind::Object:
        break;
    }
    return seen.type + Sql::lit(" = 'text' and ") + seen.value + Sql::lit(" = ") + textValue(node);
}

Sql contains(const Seen &seen, const JsonNode &node, int depth);

/// Some element, or the member of that name, of the document contains `node`.
Sql someMember(const Seen &seen, const JsonNode &node, const QByteArray *key, int depth)
{
    const QString each = QStringLiteral("j%1").arg(depth);
    const Seen member{Sql{each + QStringLiteral(".value")}, Sql{each + QStringLiteral(".type")}};
    Sql sql = Sql::lit("exists (select 1 from json_each(") + seen.value + Sql{QStringLiteral(") %1 where ").arg(each)};
    if (key != nullptr)
        sql += Sql{each + QStringLiteral(".key = ")} + Sql::value(QString::fromUtf8(*key)) + Sql::lit(" and ");
    return sql + contains(member, node, depth + 1) + Sql::lit(")");
}

Sql contains(const Seen &seen, const JsonNode &node, int depth)
{
    if (!node.isArray() && !node.isObject())
        return Sql::lit("(") + scalarEquals(seen, node) + Sql::lit(")");
    QList<Sql> all{seen.type + Sql::lit(node.isArray() ? " = 'array'" : " = 'object'")};
    for (size_t i = 0; i < node.items.size(); ++i)
        all += someMember(seen, node.items[i], node.isObject() ? &node.keys[i] : nullptr, depth);
    return Sql::lit("(") + Sql::joined(all, " and ") + Sql::lit(")");
}

/// The top of a column's document, whose scalar is its `->> '$'`.
Seen topOf(const Sql &document, bool scalar)
{
    return {scalar ? Sql::lit("(") + document + Sql::lit(" ->> '$')") : document,
            Sql::lit("json_type(") + document + Sql::lit(")")};
}

} // namespace

Sql jsonContainsSql(const Sql &document, const QString &value)
{
    const auto node = JsonNode::parse(value.toUtf8());
    const bool scalar = !node->isArray() && !node->isObject();
    if (!scalar)
        return contains(topOf(document, false), *node, 0);
    // PostgreSQL lets a top-level array contain a bare element.
    const Sql equal = scalarEquals(topOf(document, true), *node);
    return Sql::lit("((") + equal + Sql::lit(") or (json_type(") + document + Sql::lit(") = 'array' and ") +
           someMember(topOf(document, false), *node, nullptr, 0) + Sql::lit("))");
}

Sql jsonContainedSql(const Sql &document, const QString &value)
{
    const Sql outer = Sql::value(value);
    const Sql missing = Sql::lit("not exists (select 1 from json_each(") + document +
                        Sql::lit(") a where not exists (select 1 from json_each(") + outer +
                        Sql::lit(") b where b.type = a.type and b.value is a.value and (json_type(") + outer +
                        Sql::lit(") = 'array' or b.key is a.key)))");
    return Sql::lit("((json_type(") + document + Sql::lit(") = json_type(") + outer + Sql::lit(") or json_type(") +
           outer + Sql::lit(") = 'array') and ") + missing + Sql::lit(")");
}

} // namespace pl::embedded
