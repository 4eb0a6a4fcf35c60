#include "server/embedded/rest/conditionsql.h"

#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

#include <QRegularExpression>

namespace pl::embedded {
namespace {

/// How PostgreSQL writes the operator in its errors.
const char *operatorSymbol(Operator op)
{
    static constexpr const char *kSymbols[] = {"=", "<>", ">", ">=", "<",  "<=", "~~", "~~*",
                                               "~", "~*", "=", "is", "is", "@>", "<@", "&&"};
    return kSymbols[static_cast<std::size_t>(op)];
}

RestError noOperator(const TypedSql &field, Operator op)
{
    // `<@` has an element and a range or an array on its sides, too, so PostgreSQL can't tell which is meant.
    const bool manifold = op == Operator::ContainedBy;
    return RestError::postgres(manifold ? QStringLiteral("42725") : QStringLiteral("42883"),
                               (manifold ? QStringLiteral("operator is not unique: %1 %2 unknown")
                                         : QStringLiteral("operator does not exist: %1 %2 unknown"))
                                   .arg(typeName(field.type), QLatin1StringView(operatorSymbol(op))));
}

bool isTextual(PgType type)
{
    return type == PgType::Varchar || type == PgType::Text;
}

/// The pieces of a LIKE pattern between its `%`, as regular expressions; empty if it ends in a lone backslash.
std::optional<QStringList> likePieces(const QString &like)
{
    QStringList pieces(QString{});
    for (qsizetype i = 0; i < like.size(); ++i) {
        const QChar c = like[i];
        if (c == u'%' || c == u'*') {
            pieces.append(QString());
        } else if (c == u'_') {
            pieces.last() += u'.';
        } else {
            if (c == u'\\' && ++i == like.size())
                return std::nullopt;
            pieces.last() += QRegularExpression::escape(like.mid(i, like[i].isHighSurrogate() ? 2 : 1));
            i += like[i].isHighSurrogate() ? 1 : 0;
        }
    }
    return pieces;
}

/// SQL's LIKE as a regular expression, because SQLite's own LIKE folds case, and only for ASCII. The first match of a
/// piece is as good as any later one, so only the last piece needs backtracking.
QString likePattern(const QString &like)
{
    const auto pieces = likePieces(like);
    if (!pieces)
        return QStringLiteral("(?!)"); // matches nothing
    QString pattern = QStringLiteral("\\A") + pieces->first();
    for (qsizetype i = 1; i + 1 < pieces->size(); ++i)
        if (!pieces->at(i).isEmpty())
            pattern += QStringLiteral("(?>.*?") + pieces->at(i) + u')';
    if (pieces->size() > 1)
        pattern += QStringLiteral(".*") + pieces->last();
    return pattern + QStringLiteral("\\z");
}

QString regularExpression(Operator op, const QString &value)
{
    const bool folds = op == Operator::Ilike || op == Operator::Imatch;
    const bool isLike = op == Operator::Like || op == Operator::Ilike;
    const QString pattern =
        (folds ? QStringLiteral("(*UCP)(?si)") : QStringLiteral("(*UCP)(?s)")) + (isLike ? likePattern(value) : value);
    const QRegularExpression expression(pattern);
    if (!expression.isValid())
        throw RestError::postgres(QStringLiteral("2201B"),
                                  QStringLiteral("invalid regular expression: %1").arg(expression.errorString()));
    return pattern;
}

Sql matchSql(const TypedSql &field, Operator op, const QString &value)
{
    if (!isTextual(field.type))
        throw noOperator(field, op);
    // The regexp function takes null for an empty text.
    return Sql::lit("(case when ") + field.sql + Sql::lit(" is null then null else ") + field.sql +
           Sql::lit(" regexp ") + Sql::value(regularExpression(op, value)) + Sql::lit(" end)");
}

Sql operand(const TypedSql &field, const QString &value)
{
    const Sql bound = Sql::value(valueFromText(field.type, value));
    return field.type == PgType::Jsonb ? Sql::lit("json(") + bound + Sql::lit(")") : bound;
}

Sql comparable(const TypedSql &field)
{
    return field.type == PgType::Jsonb ? Sql::lit("json(") + field.sql + Sql::lit(")") : field.sql;
}

bool isDocument(PgType type)
{
    return type == PgType::Jsonb || type == PgType::TextArray;
}

/// PostgreSQL can order documents, but nothing here needs that.
RestError noJsonOrder(const TypedSql &field, Operator op)
{
    return {400, QStringLiteral("PGRST127"), QStringLiteral("Feature not implemented"),
            QStringLiteral("%1 values can't be compared with %2")
                .arg(typeName(field.type), QLatin1StringView(operatorSymbol(op)))};
}

Sql compareSql(const TypedSql &field, Operator op, const QString &value)
{
    switch (op) {
    case Operator::Gt:
    case Operator::Gte:
    case Operator::Lt:
    case Operator::Lte:
        if (isDocument(field.type))
            throw noJsonOrder(field, op);
        [[fallthrough]];
    case Operator::Eq:
    case Operator::Neq:
        return comparable(field) + Sql{u' ' + QString::fromLatin1(operatorSymbol(op)) + u' '} + operand(field, value);
    case Operator::IsDistinct:
        return comparable(field) + Sql::lit(" is not ") + operand(field, value);
    case Operator::Like:
    case Operator::Ilike:
    case Operator::Match:
    case Operator::Imatch:
        return matchSql(field, op, value);
    case Operator::Contains:
    case Operator::ContainedBy:
        if (!isDocument(field.type))
            throw noOperator(field, op);
        return op == Operator::Contains ? jsonContainsSql(field.sql, valueFromText(field.type, value).toString())
                                        : jsonContainedSql(field.sql, valueFromText(field.type, value).toString());
    case Operator::In:
    case Operator::Is:
    case Operator::Overlaps:
        break;
    }
    throw noOperator(field, op);
}

Sql inSql(const TypedSql &field, const QStringList &values)
{
    QList<Sql> operands;
    for (const QString &value : values)
        operands += operand(field, value);
    return comparable(field) + Sql::lit(" in (") + Sql::joined(operands, ", ") + Sql::lit(")");
}

Sql isSql(const TypedSql &field, const QString &what)
{
    if (what == u"null")
        return field.sql + Sql::lit(" is null");
    if (what == u"not_null")
        return field.sql + Sql::lit(" is not null");
    if (field.type != PgType::Boolean)
        throw RestError::postgres(QStringLiteral("42804"),
                                  QStringLiteral("argument of IS %1 must be type boolean, not type %2")
                                      .arg(what.toUpper(), typeName(field.type)));
    if (what == u"unknown")
        return field.sql + Sql::lit(" is null");
    return field.sql + Sql{QStringLiteral(" is ") + what};
}

Sql quantifiedSql(const TypedSql &field, const Condition &test)
{
    const bool any = test.quantifier == Quantifier::Any;
    QList<Sql> each;
    for (const QString &value : test.values)
        each += compareSql(field, test.op, value);
    if (each.isEmpty())
        return Sql::lit(any ? "false" : "true");
    return Sql::lit("(") + Sql::joined(each, any ? " or " : " and ") + Sql::lit(")");
}

QString jsonPath(const JsonStep &step)
{
    if (!step.isIndex)
        return QStringLiteral("$.\"%1\"").arg(step.key);
    return step.key.startsWith(u'-') ? QStringLiteral("$[#%1]").arg(step.key) : QStringLiteral("$[%1]").arg(step.key);
}

/// `->>` gives true and false as words, where SQLite gives 1 and 0.
Sql textAt(const Sql &document, const Sql &path)
{
    return Sql::lit("(case json_type(") + document + Sql::lit(", ") + path +
           Sql::lit(") when 'true' then 'true' when 'false' then 'false' else cast(") + document + Sql::lit(" ->> ") +
           path + Sql::lit(" as text) end)");
}

} // namespace

TypedSql fieldSql(const Table &table, const QString &alias, const FieldPath &field)
{
    const Column *column = table.column(field.name);
    if (column == nullptr)
        throw RestError::unknownColumn(alias, field.name);
    TypedSql found{Sql::name(alias) + Sql::lit(".") + Sql::name(column->name), column->type};
    for (const JsonStep &step : field.steps) {
        if (isTextual(found.type) && &step != &field.steps.first())
            throw noOperator(found, Operator::Is);
        const Sql path = Sql::value(jsonPath(step));
        // A value that is not a document has no members.
        const Sql document = found.type == PgType::Jsonb ? found.sql : Sql::lit("null");
        found.sql =
            step.asText ? textAt(document, path) : Sql::lit("(") + document + Sql::lit(" -> ") + path + Sql::lit(")");
        found.type = step.asText ? PgType::Text : PgType::Jsonb;
    }
    return found;
}

Sql testSql(const TypedSql &field, const Condition &test)
{
    if (test.quantifier != Quantifier::None)
        return quantifiedSql(field, test);
    if (test.op == Operator::In)
        return inSql(field, test.values);
    if (test.op == Operator::Is)
        return isSql(field, test.value);
    return compareSql(field, test.op, test.value);
}

} // namespace pl::embedded
