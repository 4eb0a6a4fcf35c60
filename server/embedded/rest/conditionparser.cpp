#include "models/base/enumnames.h"
#include "server/embedded/rest/paramcursor.h"
#include "server/embedded/rest/paramparsers.h"

namespace pl {

template <>
inline constexpr std::array<QLatin1StringView, 16> kEnumNames<embedded::Operator>{
    QLatin1StringView("eq"),         QLatin1StringView("neq"),    QLatin1StringView("gt"),   QLatin1StringView("gte"),
    QLatin1StringView("lt"),         QLatin1StringView("lte"),    QLatin1StringView("like"), QLatin1StringView("ilike"),
    QLatin1StringView("match"),      QLatin1StringView("imatch"), QLatin1StringView("in"),   QLatin1StringView("is"),
    QLatin1StringView("isdistinct"), QLatin1StringView("cs"),     QLatin1StringView("cd"),   QLatin1StringView("ov")};

} // namespace pl

namespace pl::embedded {
namespace {

constexpr int kMaxLogicDepth = 32;
const QString kOperator = QStringLiteral("\"not\" or operator (eq, gt, ...)");

bool takesQuantifier(Operator op)
{
    using enum Operator;
    return op != Neq && op != In && op != Is && op != IsDistinct && op != Contains && op != ContainedBy &&
           op != Overlaps;
}

/// One element of `in.(…)`, or a value under and/or: quoted, an array literal, or everything up to `,` or `)`.
QString readListedValue(ParamCursor &cursor, bool arrays)
{
    const qsizetype from = cursor.position();
    if (const auto quoted = cursor.quotedValue()) {
        if (cursor.atEnd() || cursor.peek() == u',' || cursor.peek() == u')')
            return *quoted;
        cursor.moveTo(from);
    }
    if (arrays && cursor.take('{')) {
        const QString inner = cursor.until(QLatin1StringView("{}"));
        if (cursor.take('}'))
            return u'{' + inner + u'}';
        cursor.moveTo(from);
    }
    return cursor.until(QLatin1StringView(",)"));
}

QStringList readList(ParamCursor &cursor)
{
    cursor.skipBlanks();
    cursor.expect('(');
    QStringList values;
    do {
        values += readListedValue(cursor, false);
    } while (cursor.take(','));
    cursor.expect(')');
    cursor.skipBlanks();
    return values.size() == 1 && values.first().isEmpty() ? QStringList() : values;
}

QString readIsValue(ParamCursor &cursor)
{
    const QString word = cursor.until(QLatin1StringView(",)")).toLower();
    static const QStringList known{QStringLiteral("null"), QStringLiteral("not_null"), QStringLiteral("true"),
                                   QStringLiteral("false"), QStringLiteral("unknown")};
    if (!known.contains(word)) {
        const qsizetype at = cursor.position() - word.size();
        cursor.failAt(at, at, QStringLiteral("isVal: (null, not_null, true, false, unknown)"));
    }
    return word;
}

/// `{a,"b c"}`, as PostgreSQL writes arrays.
QStringList readArray(const QString &literal)
{
    ParamCursor cursor(QStringLiteral("array"), literal, literal);
    QStringList values;
    cursor.expect('{');
    if (cursor.take('}'))
        return values;
    do {
        const auto quoted = cursor.quotedValue();
        values += quoted ? *quoted : cursor.until(QLatin1StringView(",}"));
    } while (cursor.take(','));
    cursor.expect('}');
    return values;
}

Operator readOperator(ParamCursor &cursor)
{
    const qsizetype from = cursor.position();
    QString word;
    while (cursor.peek().isLetter())
        word += cursor.peek(), cursor.moveTo(cursor.position() + 1);
    const auto found = enumFromName<Operator>(word);
    if (found && (cursor.peek() == u'.' || (cursor.peek() == u'(' && takesQuantifier(*found))))
        return *found;
    // "not" is tried first, so for a word that starts like it, the error points at the first differing letter.
    const qsizetype agreed = word.startsWith(u"no") ? 2 : word.startsWith(u'n') ? 1 : 0;
    cursor.failAt(from, from + agreed, kOperator);
}

Quantifier readQuantifier(ParamCursor &cursor)
{
    if (cursor.take(QLatin1StringView("(any)")))
        return Quantifier::Any;
    return cursor.take(QLatin1StringView("(all)")) ? Quantifier::All : Quantifier::None;
}

/// `[not.]op[(any)].value`; `listed`: inside and/or, where a value ends at `,` or `)`.
void readOperation(ParamCursor &cursor, Condition &condition, bool listed)
{
    condition.negated = cursor.take(QLatin1StringView("not."));
    condition.op = readOperator(cursor);
    condition.quantifier = readQuantifier(cursor);
    if (!cursor.take('.'))
        cursor.fail(QStringLiteral("delimiter (.)"));
    if (condition.op == Operator::In)
        condition.values = readList(cursor);
    else if (condition.op == Operator::Is)
        condition.value = readIsValue(cursor);
    else
        condition.value = listed ? readListedValue(cursor, true) : cursor.rest();
    if (condition.quantifier != Quantifier::None)
        condition.values = readArray(condition.value);
    if (!listed && !cursor.atEnd())
        cursor.fail(QStringLiteral("end of input"));
}

Condition readTree(ParamCursor &cursor, int depth);

void readParts(ParamCursor &cursor, Condition &group, int depth)
{
    if (depth > kMaxLogicDepth)
        cursor.fail(QStringLiteral("fewer nested conditions"));
    cursor.skipBlanks();
    cursor.expect('(');
    do {
        group.parts.push_back(readTree(cursor, depth + 1));
        cursor.skipBlanks();
    } while (cursor.take(','));
    cursor.expect(')');
    cursor.skipBlanks();
}

bool readGroupWord(ParamCursor &cursor, Condition &group)
{
    const qsizetype from = cursor.position();
    group.negated = cursor.take(QLatin1StringView("not."));
    for (const auto &[word, kind] : {std::pair{QLatin1StringView("and"), Condition::Kind::And},
                                     std::pair{QLatin1StringView("or"), Condition::Kind::Or}}) {
        if (cursor.take(word) && (cursor.peek() == u'(' || cursor.peek() == u' ')) {
            group.kind = kind;
            return true;
        }
    }
    cursor.moveTo(from);
    group.negated = false;
    return false;
}

Condition readTree(ParamCursor &cursor, int depth)
{
    cursor.skipBlanks();
    Condition condition;
    if (readGroupWord(cursor, condition)) {
        readParts(cursor, condition, depth);
        return condition;
    }
    if (cursor.peek() == u')' || cursor.atEnd())
        cursor.fail(
            QStringLiteral("field name (* or [a..z0..9_$]), negation operator (not) or logic operator (and, or)"));
    condition.field = cursor.fieldPath();
    if (!cursor.take('.'))
        cursor.fail(QStringLiteral("\"->>\", \"->\" or delimiter (.)"));
    readOperation(cursor, condition, true);
    return condition;
}

} // namespace

Condition parseFilter(FieldPath field, const QString &value)
{
    ParamCursor cursor(QStringLiteral("filter"), value, value);
    Condition condition;
    condition.field = std::move(field);
    readOperation(cursor, condition, false);
    return condition;
}

Condition parseLogic(const QString &op, bool negated, const QString &value)
{
    ParamCursor cursor(QStringLiteral("logic tree"), value, op + value);
    cursor.moveTo(op.size());
    Condition group;
    group.kind = op == u"and" ? Condition::Kind::And : Condition::Kind::Or;
    group.negated = negated;
    readParts(cursor, group, 0);
    if (!cursor.atEnd())
        cursor.fail(QStringLiteral("end of input"));
    return group;
}

AtPath<FieldPath> parseTreePath(const QString &key)
{
    ParamCursor cursor(QStringLiteral("tree path"), key, key);
    AtPath<FieldPath> found;
    for (;;) {
        found.what = cursor.fieldPath();
        if (!cursor.take('.'))
            break;
        found.path += found.what.name;
    }
    if (!cursor.atEnd())
        cursor.fail(QStringLiteral("delimiter (.) or end of input"));
    return found;
}

} // namespace pl::embedded
