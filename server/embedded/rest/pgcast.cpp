#include "server/embedded/rest/pgcast.h"

#include "server/embedded/store/jsonnode.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

#include <QHash>

namespace pl::embedded {
namespace {

enum class Target { Text, Integer, BigInt, Number, Boolean, Json, Uuid, Date, Timestamptz };

std::optional<Target> targetOf(const QString &name)
{
    static const QHash<QString, Target> known{{QStringLiteral("text"), Target::Text},
                                              {QStringLiteral("varchar"), Target::Text},
                                              {QStringLiteral("character varying"), Target::Text},
                                              {QStringLiteral("int"), Target::Integer},
                                              {QStringLiteral("int4"), Target::Integer},
                                              {QStringLiteral("integer"), Target::Integer},
                                              {QStringLiteral("int8"), Target::BigInt},
                                              {QStringLiteral("bigint"), Target::BigInt},
                                              {QStringLiteral("numeric"), Target::Number},
                                              {QStringLiteral("decimal"), Target::Number},
                                              {QStringLiteral("float"), Target::Number},
                                              {QStringLiteral("float4"), Target::Number},
                                              {QStringLiteral("float8"), Target::Number},
                                              {QStringLiteral("real"), Target::Number},
                                              {QStringLiteral("double precision"), Target::Number},
                                              {QStringLiteral("bool"), Target::Boolean},
                                              {QStringLiteral("boolean"), Target::Boolean},
                                              {QStringLiteral("json"), Target::Json},
                                              {QStringLiteral("jsonb"), Target::Json},
                                              {QStringLiteral("uuid"), Target::Uuid},
                                              {QStringLiteral("date"), Target::Date},
                                              {QStringLiteral("timestamptz"), Target::Timestamptz},
                                              {QStringLiteral("timestamp with time zone"), Target::Timestamptz}};
    const auto found = known.constFind(name.toLower());
    return found == known.cend() ? std::nullopt : std::optional(*found);
}

bool isText(PgType type)
{
    return type == PgType::Text || type == PgType::Varchar;
}

bool isInteger(PgType type)
{
    return type == PgType::Integer || type == PgType::BigInt;
}

/// PostgreSQL casts every type to and from text; these are the others.
bool canCast(PgType from, Target to)
{
    if (isText(from) || to == Target::Text)
        return true;
    switch (to) {
    case Target::Integer:
        return isInteger(from) || from == PgType::Boolean || from == PgType::Jsonb;
    case Target::BigInt:
    case Target::Number:
        return isInteger(from) || from == PgType::Jsonb;
    case Target::Boolean:
        return from == PgType::Boolean || from == PgType::Integer || from == PgType::Jsonb;
    case Target::Json:
        return from == PgType::Jsonb;
    case Target::Uuid:
        return from == PgType::Uuid;
    case Target::Date:
    case Target::Timestamptz:
        return from == PgType::Timestamptz || from == PgType::Date;
    case Target::Text:
        break;
    }
    return true;
}

PgType typeAfter(const SelectedColumn &column)
{
    if (column.steps.isEmpty())
        return column.column->type;
    return column.steps.last().asText ? PgType::Text : PgType::Jsonb;
}

/// A document's scalar is cast as its text; other documents aren't.
QString scalarText(const QString &json, const QString &typeName)
{
    const auto node = JsonNode::parse(json.toUtf8());
    if (node && (node->kind == JsonNode::Kind::Number || node->kind == JsonNode::Kind::Boolean))
        return QString::fromUtf8(node->text);
    const char *kind = !node || node->isString() ? "string" : node->isArray() ? "array" : "object";
    throw RestError::postgres(QStringLiteral("22023"),
                              QStringLiteral("cannot cast jsonb %1 to type %2").arg(QLatin1StringView(kind), typeName));
}

TypedValue toNumber(const QString &text)
{
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (!isNumber)
        throw RestError::postgres(QStringLiteral("22P02"),
                                  QStringLiteral("invalid input syntax for type numeric: \"%1\"").arg(text));
    return {PgType::Jsonb, text.trimmed()};
}

TypedValue cast(const TypedValue &from, Target to, const QString &name)
{
    QString text = valueToText(from.type, from.value);
    if (from.type == PgType::Jsonb && to != Target::Text && to != Target::Json)
        text = scalarText(text, name);
    if (from.type == PgType::Boolean && to == Target::Integer)
        return {PgType::Integer, from.value};
    if (from.type == PgType::Integer && to == Target::Boolean)
        return {PgType::Boolean, qlonglong(from.value.toLongLong() != 0)};
    switch (to) {
    case Target::Text:
        return {PgType::Text, text};
    case Target::Integer:
        return {PgType::Integer, valueFromText(PgType::Integer, text)};
    case Target::BigInt:
        return {PgType::BigInt, valueFromText(PgType::BigInt, text)};
    case Target::Number:
        return toNumber(text);
    case Target::Boolean:
        return {PgType::Boolean, valueFromText(PgType::Boolean, text)};
    case Target::Json:
        return {PgType::Jsonb, valueFromText(PgType::Jsonb, text)};
    case Target::Uuid:
        return {PgType::Uuid, valueFromText(PgType::Uuid, text)};
    case Target::Timestamptz:
        return {PgType::Timestamptz, valueFromText(PgType::Timestamptz, text)};
    case Target::Date:
        break;
    }
    const QVariant moment = valueFromText(PgType::Timestamptz, text);
    return {PgType::Text, valueToText(PgType::Timestamptz, moment).left(10)};
}

TypedValue walk(const QVariant &document, PgType type, const QList<JsonStep> &steps)
{
    const bool asText = steps.last().asText;
    const TypedValue nothing{asText ? PgType::Text : PgType::Jsonb, {}};
    if (document.isNull() || type != PgType::Jsonb)
        return nothing;
    const auto root = JsonNode::parse(document.toString().toUtf8());
    const JsonNode *node = root ? &*root : nullptr;
    for (const JsonStep &step : steps) {
        if (node == nullptr)
            return nothing;
        node = step.isIndex ? node->element(step.key.toLongLong()) : node->member(step.key.toUtf8());
    }
    if (node == nullptr || (asText && node->isNull()))
        return nothing;
    if (asText && node->isString())
        return {PgType::Text, QString::fromUtf8(node->text)};
    return {nothing.type, QString::fromUtf8(toJsonbText(*node))};
}

} // namespace

void checkCast(const SelectedColumn &column)
{
    if (column.cast.isEmpty() || column.isCount())
        return;
    const auto target = targetOf(column.cast);
    if (!target)
        throw RestError::postgres(QStringLiteral("42704"),
                                  QStringLiteral("type \"%1\" does not exist").arg(column.cast));
    if (!canCast(typeAfter(column), *target))
        throw RestError::postgres(
            QStringLiteral("42846"),
            QStringLiteral("cannot cast type %1 to %2").arg(typeName(typeAfter(column)), column.cast));
}

TypedValue selectedValue(const SelectedColumn &column, QVariant value)
{
    TypedValue found{column.isCount() ? PgType::BigInt : column.column->type, std::move(value)};
    if (!column.steps.isEmpty())
        found = walk(found.value, found.type, column.steps);
    if (column.cast.isEmpty())
        return found;
    const Target target = targetOf(column.cast).value_or(Target::Text);
    if (!found.value.isNull())
        return cast(found, target, column.cast);
    return {PgType::Text, {}};
}

} // namespace pl::embedded
