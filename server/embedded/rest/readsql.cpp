#include "server/embedded/rest/readsql.h"

#include "server/embedded/rest/conditionsql.h"
#include "server/embedded/store/database.h"
#include "server/embedded/store/policies.h"
#include "server/embedded/store/resterror.h"

#include <algorithm>

namespace pl::embedded {
namespace {

Sql subselect(const ReadNode &child, const ReadNode &parent, const Caller &caller);
Sql existsSql(const ReadNode &child, const ReadNode &parent, const Caller &caller);

/// `plumbers=not.is.null`: whether an embedding has rows. Empty when the condition is about a column.
Sql embeddingTest(const ReadNode &node, const Condition &test, const Caller &caller)
{
    const ReadNode *child = test.field.steps.isEmpty() ? node.child(test.field.name) : nullptr;
    if (child == nullptr || node.table->column(test.field.name) != nullptr)
        return {};
    const bool absent = test.value == u"null";
    if (test.op != Operator::Is || (!absent && test.value != u"not_null"))
        throw RestError{400, QStringLiteral("PGRST120"),
                        QStringLiteral("Bad operator on the '%1' embedded resource").arg(test.field.name),
                        QStringLiteral("Only is null or not is null filters are allowed on embedded resources")};
    return (absent ? Sql::lit("not ") : Sql()) + existsSql(*child, node, caller);
}

Sql conditionSql(const ReadNode &node, const Condition &condition, const Caller &caller)
{
    Sql sql;
    if (condition.kind == Condition::Kind::Test) {
        sql = embeddingTest(node, condition, caller);
        if (sql.isEmpty())
            sql = testSql(fieldSql(*node.table, node.alias, condition.field), condition);
    } else {
        QList<Sql> parts;
        for (const Condition &part : condition.parts)
            parts += conditionSql(node, part, caller);
        sql = Sql::joined(parts, condition.kind == Condition::Kind::And ? " and " : " or ");
    }
    return Sql::lit(condition.negated ? "not (" : "(") + sql + Sql::lit(")");
}

Sql joinSql(const ReadNode &child, const ReadNode &parent)
{
    return Sql::name(child.alias) + Sql::lit(".") + Sql::name(child.ownColumn) + Sql::lit(" = ") +
           Sql::name(parent.alias) + Sql::lit(".") + Sql::name(child.parentColumn);
}

Sql whereSql(const ReadNode &node, const ReadNode *parent, const Caller &caller, bool ownPolicy)
{
    QList<Sql> all;
    if (parent != nullptr)
        all += joinSql(node, *parent);
    const Sql visible = ownPolicy ? rowsFor(caller, *node.table, Command::Select) : Sql();
    if (!visible.isEmpty())
        all += visible;
    const Sql conditions = conditionsSql(node, node.conditions, caller);
    if (!conditions.isEmpty())
        all += conditions;
    for (const ReadNode &child : node.children)
        if (child.inner)
            all += existsSql(child, node, caller);
    return all.isEmpty() ? Sql() : Sql::lit(" where ") + Sql::joined(all, " and ");
}

Sql fromSql(const ReadNode &node)
{
    return Sql::lit(" from ") + Sql::name(node.table->name) + Sql::lit(" as ") + Sql::name(node.alias);
}

/// The rows that were written, as a table; `_position` keeps their order.
Sql writtenSql(const ReadNode &root, const QString &written)
{
    Sql sql = Sql::lit(" from (select key as _position");
    for (size_t i = 0; i < root.table->columns.size(); ++i)
        sql += Sql{QStringLiteral(", value ->> %1 as ").arg(i)} + Sql::name(root.table->columns[i].name);
    return sql + Sql::lit(" from json_each(") + Sql::value(written) + Sql::lit(")) as ") + Sql::name(root.alias);
}

Sql existsSql(const ReadNode &child, const ReadNode &parent, const Caller &caller)
{
    return Sql::lit("exists (select 1") + fromSql(child) + whereSql(child, &parent, caller, true) + Sql::lit(")");
}

/// jsonb's own order: by kind (an empty array before all), then arrays by length, numbers by value, the rest by text.
QList<Sql> jsonSortKeys(const Sql &document)
{
    const Sql type = Sql::lit("json_type(") + document + Sql::lit(")");
    const Sql length = Sql::lit("json_array_length(") + document + Sql::lit(")");
    const Sql rank = Sql::lit("case ") + type +
                     Sql::lit(" when 'null' then 1 when 'text' then 2 when 'integer' then 3 when 'real' then 3"
                              " when 'false' then 4 when 'true' then 5 when 'object' then 7 when 'array' then iif(") +
                     length + Sql::lit(" = 0, 0, 6) end");
    const Sql number =
        Sql::lit("iif(") + type + Sql::lit(" in ('integer', 'real'), ") + document + Sql::lit(" ->> '$', 0)");
    return {rank, length, number, document};
}

/// The term's expression and its column's type. A column of an embedding is looked up by a subselect.
TypedSql orderExpression(const ReadNode &node, const OrderTerm &term, const Caller &caller)
{
    if (term.relation.isEmpty())
        return fieldSql(*node.table, node.alias, term.field);
    const ReadNode &child = *node.child(term.relation);
    const TypedSql field = fieldSql(*child.table, child.alias, term.field);
    return {Sql::lit("(select ") + field.sql + fromSql(child) + whereSql(child, &node, caller, true) + Sql::lit(")"),
            field.type};
}

Sql orderTermSql(const ReadNode &node, const OrderTerm &term, const Caller &caller)
{
    const TypedSql expression = orderExpression(node, term, caller);
    const Column *column = term.relation.isEmpty() ? node.table->column(term.field.name) : nullptr;
    // Adds NULLS FIRST/LAST only for nullable columns, because SQLite can't use an index with it.
    const bool never = column != nullptr && column->notNull && term.field.steps.isEmpty();
    const Sql nulls =
        never ? Sql() : Sql::lit(term.nullsFirst.value_or(term.descending) ? " nulls first" : " nulls last");
    QList<Sql> keys;
    for (const Sql &key : expression.type == PgType::Jsonb ? jsonSortKeys(expression.sql) : QList{expression.sql})
        keys += key + Sql::lit(term.descending ? " desc" : "") + nulls;
    return Sql::joined(keys, ", ");
}

Sql orderSql(const ReadNode &node, const Caller &caller, const char *position)
{
    QList<Sql> terms;
    bool total = false;
    for (const OrderTerm &term : node.order) {
        terms += orderTermSql(node, term, caller);
        total = total || (term.relation.isEmpty() && term.field.name == node.table->primaryKey);
    }
    if (!total)
        terms += Sql::name(node.alias) + Sql::lit(position);
    return Sql::lit(" order by ") + Sql::joined(terms, ", ");
}

/// Embedded rows are counted one by one, before they become part of anything (statementguard.h).
Sql counted(const Sql &sql)
{
    return Database::hasGuardedFunctions() ? Sql::lit("_counted(") + sql + Sql::lit(")") : sql;
}

/// Selecting a long text repeatedly could make a row of any length.
bool isRepeated(const ReadNode &node, const SelectedColumn &column)
{
    const PgType type = column.column->type;
    const bool isText =
        column.column->maxLength == 0 && (type == PgType::Text || type == PgType::Jsonb || type == PgType::TextArray);
    return isText && std::any_of(node.columns.data(), &column,
                                 [&](const SelectedColumn &earlier) { return earlier.column == column.column; });
}

Sql columnSql(const ReadNode &node, const SelectedColumn &column)
{
    const Sql sql = Sql::name(node.alias) + Sql::lit(".") + Sql::name(column.column->name);
    return isRepeated(node, column) ? counted(sql) : sql;
}

Sql cellsSql(const ReadNode &node, const Caller &caller)
{
    QList<Sql> cells;
    for (const SelectedColumn &column : node.columns)
        cells += column.isCount() ? Sql::lit("count(*)") : columnSql(node, column);
    for (const ReadNode &child : node.children)
        if (!child.isHidden())
            cells += Sql::lit("json(") + subselect(child, node, caller) + Sql::lit(")");
    return Sql::lit("json_array(") + Sql::joined(cells, ", ") + Sql::lit(")");
}

Sql rangeSql(const ReadNode &node)
{
    return Sql::lit(" limit ") + Sql::value(node.limit.value_or(-1)) + Sql::lit(" offset ") + Sql::value(node.offset);
}

Sql subselect(const ReadNode &child, const ReadNode &parent, const Caller &caller)
{
    const Sql rows = fromSql(child) + whereSql(child, &parent, caller, true) +
                     (child.isCount() ? Sql() : orderSql(child, caller, ".rowid")) + rangeSql(child);
    if (child.toOne)
        return Sql::lit("(select ") + counted(cellsSql(child, caller)) + rows + Sql::lit(")");
    return Sql::lit("(select json_group_array(json(_row)) from (select ") + counted(cellsSql(child, caller)) +
           Sql::lit(" as _row") + rows + Sql::lit("))");
}

} // namespace

Sql conditionsSql(const ReadNode &node, const std::vector<Condition> &conditions, const Caller &caller)
{
    QList<Sql> all;
    for (const Condition &condition : conditions)
        all += conditionSql(node, condition, caller);
    return Sql::joined(all, " and ");
}

Sql readSql(const ReadNode &root, const Caller &caller, const std::optional<QString> &written)
{
    const Sql from = written ? writtenSql(root, *written) : fromSql(root);
    const Sql where = whereSql(root, nullptr, caller, !written);
    const Sql order = root.isCount() ? Sql() : orderSql(root, caller, written ? "._position" : ".rowid");
    return Sql::lit("select ") + cellsSql(root, caller) + from + where + order + rangeSql(root);
}

Sql countSql(const ReadNode &root, const Caller &caller)
{
    return Sql::lit("select count(*)") + fromSql(root) + whereSql(root, nullptr, caller, true);
}

} // namespace pl::embedded
