#include "tests/server/migrate/reststatement.h"

#include "server/embedded/rest/readplan.h"
#include "server/embedded/store/resterror.h"

namespace pl::test {

namespace {

using namespace embedded;

constexpr qint64 kMaxRows = 1000;

[[noreturn]] void refuse(const QString &what)
{
    throw RestError{400, QStringLiteral("PL000"), QStringLiteral("no statement is known for %1").arg(what)};
}

QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\'';
}

QString identifier(const QString &name)
{
    return u'"' + name + u'"';
}

QString identifiers(const QStringList &names)
{
    return identifier(names.join(QStringLiteral("\", \"")));
}

QString arrayLiteral(QStringList values)
{
    for (QString &value : values)
        value = u'"' + value.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
    return literal(u'{' + values.join(u',') + u'}');
}

QString fieldText(const QString &alias, const FieldPath &field)
{
    if (!field.steps.isEmpty())
        refuse(QStringLiteral("a member of a document"));
    return identifier(alias) + u'.' + identifier(field.name);
}

QString comparison(Operator op, const QString &value)
{
    switch (op) {
    case Operator::Eq:
        return QStringLiteral(" = ") + literal(value);
    case Operator::Neq:
        return QStringLiteral(" <> ") + literal(value);
    case Operator::Gt:
        return QStringLiteral(" > ") + literal(value);
    case Operator::Gte:
        return QStringLiteral(" >= ") + literal(value);
    case Operator::Lt:
        return QStringLiteral(" < ") + literal(value);
    case Operator::Lte:
        return QStringLiteral(" <= ") + literal(value);
    case Operator::Like:
        return QStringLiteral(" like ") + literal(QString(value).replace(u'*', u'%'));
    case Operator::Ilike:
        return QStringLiteral(" ilike ") + literal(QString(value).replace(u'*', u'%'));
    case Operator::Contains:
        return QStringLiteral(" @> ") + literal(value);
    case Operator::Is:
        return QStringLiteral(" is ") + (value == u"not_null" ? QStringLiteral("not null") : value);
    case Operator::In:
    case Operator::Match:
    case Operator::Imatch:
    case Operator::IsDistinct:
    case Operator::ContainedBy:
    case Operator::Overlaps:
        break;
    }
    refuse(QStringLiteral("this operator"));
}

QString conditionText(const QString &alias, const Condition &condition)
{
    QString text;
    if (condition.kind == Condition::Kind::Test) {
        if (condition.quantifier != Quantifier::None)
            refuse(QStringLiteral("a quantifier"));
        text = fieldText(alias, condition.field) +
               (condition.op == Operator::In ? QStringLiteral(" = any (") + arrayLiteral(condition.values) + u')'
                                             : comparison(condition.op, condition.value));
    } else {
        QStringList parts;
        for (const Condition &part : condition.parts)
            parts += conditionText(alias, part);
        text = parts.join(condition.kind == Condition::Kind::And ? QStringLiteral(" and ") : QStringLiteral(" or "));
    }
    return (condition.negated ? QStringLiteral("not (") : QStringLiteral("(")) + text + u')';
}

QStringList conditionTexts(const ReadNode &node)
{
    QStringList all;
    for (const Condition &condition : node.conditions)
        all += conditionText(node.alias, condition);
    return all;
}

QString joinText(const ReadNode &child, const ReadNode &parent)
{
    return fieldText(child.alias, {child.ownColumn}) + QStringLiteral(" = ") +
           fieldText(parent.alias, {child.parentColumn});
}

QString whereText(const QStringList &conditions)
{
    return conditions.isEmpty() ? QString() : QStringLiteral(" where ") + conditions.join(QStringLiteral(" and "));
}

QString fromText(const ReadNode &node)
{
    return QStringLiteral(" from public.%1 as %2").arg(identifier(node.table->name), identifier(node.alias));
}

QString orderText(const ReadNode &node)
{
    QStringList terms;
    for (const OrderTerm &term : node.order) {
        if (!term.relation.isEmpty())
            refuse(QStringLiteral("an order by another table's column"));
        QString text = fieldText(node.alias, term.field) + (term.descending ? QStringLiteral(" desc") : QString());
        if (term.nullsFirst)
            text += *term.nullsFirst ? QStringLiteral(" nulls first") : QStringLiteral(" nulls last");
        terms += text;
    }
    return terms.isEmpty() ? QString() : QStringLiteral(" order by ") + terms.join(QStringLiteral(", "));
}

QString readText(const ReadNode &node, const ReadNode *parent);

/// All rows that belong to one of the parent's.
QString listText(const ReadNode &node, const ReadNode &parent)
{
    return QStringLiteral("select coalesce(json_agg(one.*), '[]') as list from (%1) as one")
        .arg(readText(node, &parent));
}

QString readText(const ReadNode &node, const ReadNode *parent)
{
    QStringList cells;
    for (const SelectedColumn &column : node.columns)
        cells += column.isCount() ? QStringLiteral("count(*)") : fieldText(node.alias, {column.column->name});
    QString joins;
    for (const ReadNode &child : node.children) {
        if (child.spread || (!child.toOne && child.inner))
            refuse(QStringLiteral("this kind of embedding"));
        const QString rows = identifier(child.alias + QStringLiteral("_row"));
        const QString read = child.toOne ? readText(child, &node) : listText(child, node);
        joins += QStringLiteral(" %1 join lateral (%2) as %3 on true")
                     .arg(child.inner ? QStringLiteral("inner") : QStringLiteral("left"), read, rows);
        if (!child.isHidden())
            cells += (child.toOne ? QStringLiteral("row_to_json(%1.*) as %2") : QStringLiteral("%1.list as %2"))
                         .arg(rows, identifier(child.name));
    }
    QStringList conditions = conditionTexts(node);
    if (parent != nullptr)
        conditions += joinText(node, *parent);
    return QStringLiteral("select ") + cells.join(QStringLiteral(", ")) + fromText(node) + joins +
           whereText(conditions) + orderText(node) +
           QStringLiteral(" limit %1 offset %2").arg(node.limit.value_or(kMaxRows)).arg(node.offset);
}

QString countText(const ReadNode &node, const ReadNode *parent)
{
    QStringList conditions = conditionTexts(node);
    if (parent != nullptr)
        conditions += joinText(node, *parent);
    for (const ReadNode &child : node.children)
        if (child.inner)
            conditions += QStringLiteral("exists (%1)").arg(countText(child, &node));
    return QStringLiteral("select 1") + fromText(node) + whereText(conditions);
}

/// What PostgREST puts around the rows: they become one document.
QString answerText(const QString &source, const QString &others, const QString &total)
{
    return QStringLiteral("with pgrst_source as (%1)%2 select %3 as total, count(pgrst_row) as page,"
                          " coalesce(json_agg(pgrst_row), '[]') as body from (select * from pgrst_source) as pgrst_row")
        .arg(source, others, total);
}

QString returningText(const ReadNode &root)
{
    QStringList columns;
    for (const SelectedColumn &column : root.columns)
        columns += column.column->name;
    return QStringLiteral(" returning ") + identifiers(columns);
}

QString updateText(const ReadNode &root, const QStringList &columns)
{
    QStringList changes;
    for (const QString &column : columns)
        changes += QStringLiteral("%1 = %2").arg(identifier(column), fieldText(root.alias, {column}));
    return QStringLiteral("update public.%1 set %2").arg(identifier(root.alias), changes.join(QStringLiteral(", "))) +
           whereText(conditionTexts(root)) + returningText(root);
}

QString insertText(const ReadNode &root, const RequestShape &request, const std::optional<QStringList> &onConflict)
{
    const QString columns = identifiers(request.columns);
    QString text = QStringLiteral("insert into public.%1 (%2) select %2 from jsonb_populate_recordset("
                                  "null::public.%1, '[]')")
                       .arg(identifier(root.alias), columns);
    if (request.preferences.contains(QStringLiteral("resolution=ignore-duplicates")) && onConflict)
        text += QStringLiteral(" on conflict (%1) do nothing").arg(identifiers(*onConflict));
    return text + returningText(root);
}

/// What a function reads is no part of its plan, but its pages are counted.
QString callText(const RequestShape &request)
{
    if (request.target.contains(u'?'))
        refuse(QStringLiteral("a function with arguments in its address"));
    QStringList arguments;
    for (const QString &name : request.columns)
        arguments += QStringLiteral("%1 => null").arg(identifier(name));
    return QStringLiteral("select public.%1(%2) as pgrst_scalar")
        .arg(identifier(request.table().section(u'/', 1)), arguments.join(QStringLiteral(", ")));
}

QString statementOf(const RequestShape &request)
{
    if (request.table().startsWith(u"rpc/"))
        return answerText(callText(request), {}, QStringLiteral("null::bigint"));
    const Table *table = Schema::instance().table(request.table());
    if (table == nullptr)
        refuse(request.table());
    const RestQuery query = RestQuery::parse(request.target.section(u'?', 1).toLatin1());
    const ReadNode root = planRead(*table, query, true, kMaxRows);
    const QString none = QStringLiteral("null::bigint");
    if (request.method == u"GET" && request.preferences.contains(QStringLiteral("count=exact")))
        return answerText(readText(root, nullptr),
                          QStringLiteral(", pgrst_count as (%1)").arg(countText(root, nullptr)),
                          QStringLiteral("(select count(*) from pgrst_count)"));
    if (request.method == u"GET")
        return answerText(readText(root, nullptr), {}, none);
    if (request.method == u"PATCH")
        return answerText(updateText(root, request.columns), {}, none);
    if (request.method == u"POST")
        return answerText(insertText(root, request, query.onConflict), {}, none);
    if (request.method == u"DELETE")
        return answerText(QStringLiteral("delete from public.%1").arg(identifier(root.alias)) +
                              whereText(conditionTexts(root)) + returningText(root),
                          {}, none);
    refuse(request.method);
}

} // namespace

Result<QString> restStatement(const RequestShape &request)
{
    try {
        return statementOf(request);
    } catch (const RestError &error) {
        return Error{ErrorCode::InvalidInput, error.message};
    }
}

} // namespace pl::test
