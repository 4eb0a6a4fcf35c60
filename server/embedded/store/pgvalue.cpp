#include "server/embedded/store/pgvalue.h"

#include "models/base/timestamp.h"
#include "server/embedded/store/resterror.h"

#include <QRegularExpression>

#include <limits>

namespace pl::embedded {
namespace {

[[noreturn]] void badSyntax(PgType type, const QString &text)
{
    throw RestError::postgres(QStringLiteral("22P02"),
                              QStringLiteral("invalid input syntax for type %1: \"%2\"").arg(typeName(type), text));
}

QVariant readUuid(const QString &text)
{
    static const QRegularExpression form(QStringLiteral(
        "\\A(?:\\{([0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7})\\}|([0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}))\\z"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        badSyntax(PgType::Uuid, text);
    QString hex = QString(match.captured(1) + match.captured(2)).remove(u'-').toLower();
    for (const int at : {20, 16, 12, 8})
        hex.insert(at, u'-');
    return hex;
}

QVariant readInteger(PgType type, const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[+-]?[0-9]+\\z"));
    const QString digits = text.trimmed();
    if (!form.match(digits).hasMatch())
        badSyntax(type, text);
    bool fits = false;
    const qlonglong value = digits.toLongLong(&fits);
    if (type == PgType::Integer)
        fits = fits && value >= std::numeric_limits<qint32>::min() && value <= std::numeric_limits<qint32>::max();
    if (!fits)
        throw RestError::postgres(QStringLiteral("22003"),
                                  QStringLiteral("value \"%1\" is out of range for type %2").arg(text, typeName(type)));
    return value;
}

/// PostgreSQL accepts every unambiguous prefix of these words.
QVariant readBoolean(const QString &text)
{
    const QString word = text.trimmed().toLower();
    const auto begins = [&](const char *whole, qsizetype atLeast) {
        return word.size() >= atLeast && QString::fromLatin1(whole).startsWith(word);
    };
    if (begins("true", 1) || begins("yes", 1) || word == u"on" || word == u"1")
        return qlonglong(1);
    if (begins("false", 1) || begins("no", 1) || begins("off", 2) || word == u"0")
        return qlonglong(0);
    badSyntax(PgType::Boolean, text);
}

QVariant readTimestamp(const QString &text)
{
    if (const auto moment = Timestamp::parse(text))
        return moment->micros;
    static const QRegularExpression shape(
        QStringLiteral("\\A\\s*\\d{4}-\\d\\d?-\\d\\d?([ "
                       "T]\\d\\d?:\\d\\d(:\\d\\d(\\.\\d+)?)?)?\\s?([Zz]|[+-]\\d\\d(:?\\d\\d)?)?\\s*\\z"));
    if (shape.match(text).hasMatch())
        throw RestError::postgres(QStringLiteral("22008"),
                                  QStringLiteral("date/time field value out of range: \"%1\"").arg(text));
    throw RestError::postgres(
        QStringLiteral("22007"),
        QStringLiteral("invalid input syntax for type %1: \"%2\"").arg(typeName(PgType::Timestamptz), text));
}

QVariant readJsonb(const QString &text)
{
    const auto node = JsonNode::parse(text.toUtf8(), JsonNode::kMaxClientDepth);
    if (!node)
        throw RestError::postgres(QStringLiteral("22P02"), QStringLiteral("invalid input syntax for type json"));
    return QString::fromUtf8(toJsonbText(*node));
}

/// What follows the day is dropped, as PostgreSQL does.
QVariant readDate(const QString &text)
{
    static const QRegularExpression shape(QStringLiteral("\\A\\s*(\\d{4}-\\d\\d-\\d\\d)(?:[ T]\\d\\d?:.*)?\\s*\\z"));
    const QRegularExpressionMatch match = shape.match(text);
    if (!match.hasMatch())
        throw RestError::postgres(
            QStringLiteral("22007"),
            QStringLiteral("invalid input syntax for type %1: \"%2\"").arg(typeName(PgType::Date), text));
    if (!QDate::fromString(match.captured(1), Qt::ISODate).isValid())
        throw RestError::postgres(QStringLiteral("22008"),
                                  QStringLiteral("date/time field value out of range: \"%1\"").arg(text));
    return match.captured(1);
}

QString listText(const QStringList &items)
{
    QByteArrayList quoted;
    for (const QString &item : items)
        quoted += quotedJson(item.toUtf8());
    return QString::fromUtf8('[' + quoted.join(", ") + ']');
}

[[noreturn]] void malformedArray(const QString &text)
{
    throw RestError::postgres(QStringLiteral("22P02"), QStringLiteral("malformed array literal: \"%1\"").arg(text));
}

/// "{a,b}" of plain words; nothing here needs PostgreSQL's quotes in it.
QVariant readArray(const QString &text)
{
    const QString literal = text.trimmed();
    static const QRegularExpression odd(QStringLiteral("[{}\"\\\\]"));
    if (literal.size() < 2 || !literal.startsWith(u'{') || !literal.endsWith(u'}'))
        malformedArray(text);
    const QString inner = literal.mid(1, literal.size() - 2).trimmed();
    if (inner.contains(odd))
        malformedArray(text);
    QStringList items;
    for (const QString &item : inner.isEmpty() ? QStringList() : inner.split(u','))
        items += item.trimmed();
    if (items.contains(QString()))
        malformedArray(text);
    return listText(items);
}

/// As "{a,b}".
QString arrayText(const QString &json)
{
    const auto node = JsonNode::parse(json.toUtf8());
    QStringList items;
    for (const JsonNode &item : node ? node->items : std::vector<JsonNode>())
        items += QString::fromUtf8(item.text);
    return u'{' + items.join(u',') + u'}';
}

/// Characters as PostgreSQL counts them: code points.
qsizetype characterCount(const QString &text)
{
    return qsizetype(std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); }));
}

/// Blanks beyond the limit are cut off silently, as the SQL standard requires.
QString limited(const Column &column, QString text)
{
    while (column.maxLength > 0 && characterCount(text) > column.maxLength && text.endsWith(u' '))
        text.chop(1);
    if (column.maxLength > 0 && characterCount(text) > column.maxLength)
        throw RestError::postgres(
            QStringLiteral("22001"),
            QStringLiteral("value too long for type %1(%2)").arg(typeName(column.type)).arg(column.maxLength));
    return text;
}

QString jsonAsText(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::String:
    case JsonNode::Kind::Number:
    case JsonNode::Kind::Boolean:
        return QString::fromUtf8(node.text);
    case JsonNode::Kind::Null:
    case JsonNode::Kind::Array:
    case JsonNode::Kind::Object:
        break;
    }
    return QString::fromUtf8(toCompactJson(node));
}

QVariant arrayFromJson(const JsonNode &node)
{
    if (node.isString())
        return readArray(QString::fromUtf8(node.text));
    if (!node.isArray())
        throw RestError::postgres(QStringLiteral("22P02"), QStringLiteral("expected JSON array"));
    QStringList items;
    for (const JsonNode &item : node.items) {
        if (item.isNull() || item.isArray() || item.isObject())
            malformedArray(QString::fromUtf8(toCompactJson(node)));
        items += jsonAsText(item);
    }
    return listText(items);
}

} // namespace

QVariant valueFromText(PgType type, const QString &text)
{
    if (text.contains(QChar(u'\0')))
        throw RestError::postgres(QStringLiteral("22021"),
                                  QStringLiteral("invalid byte sequence for encoding \"UTF8\": 0x00"));
    switch (type) {
    case PgType::Uuid:
        return readUuid(text);
    case PgType::Varchar:
    case PgType::Text:
        return text;
    case PgType::Integer:
    case PgType::BigInt:
        return readInteger(type, text);
    case PgType::Boolean:
        return readBoolean(text);
    case PgType::Timestamptz:
        return readTimestamp(text);
    case PgType::Jsonb:
        return readJsonb(text);
    case PgType::Date:
        return readDate(text);
    case PgType::TextArray:
        return readArray(text);
    }
    return {};
}

QVariant valueFromJson(const Column &column, const JsonNode &node)
{
    if (node.isNull())
        return {};
    if (column.type == PgType::Jsonb) {
        const QByteArray text = toJsonbText(node);
        if (text.contains("\\u0000"))
            throw RestError::postgres(QStringLiteral("22P05"), QStringLiteral("unsupported Unicode escape sequence"));
        return QString::fromUtf8(text);
    }
    if (column.type == PgType::TextArray)
        return arrayFromJson(node);
    const QVariant value = valueFromText(column.type, jsonAsText(node));
    return column.type == PgType::Varchar ? limited(column, value.toString()) : value;
}

QVariant literalDefault(const Column &column)
{
    return column.defaultKind == DefaultValue::Literal ? valueFromText(column.type, column.literal) : QVariant();
}

QVariant cellValue(const JsonNode &cell)
{
    if (cell.isNull())
        return {};
    return cell.isString() ? QVariant(QString::fromUtf8(cell.text)) : QVariant(cell.text.toLongLong());
}

QByteArray valueToJson(PgType type, const QVariant &value)
{
    if (value.isNull())
        return "null";
    switch (type) {
    case PgType::Integer:
    case PgType::BigInt:
        return QByteArray::number(value.toLongLong());
    case PgType::Boolean:
        return value.toLongLong() != 0 ? "true" : "false";
    case PgType::Timestamptz:
        return quotedJson(Timestamp{value.toLongLong()}.toString().toLatin1());
    case PgType::Jsonb:
    case PgType::TextArray:
        return value.toString().toUtf8();
    case PgType::Date:
    case PgType::Uuid:
    case PgType::Varchar:
    case PgType::Text:
        break;
    }
    return quotedJson(value.toString().toUtf8());
}

QString valueToText(PgType type, const QVariant &value)
{
    if (value.isNull())
        return {};
    if (type == PgType::Boolean)
        return value.toLongLong() != 0 ? QStringLiteral("true") : QStringLiteral("false");
    if (type == PgType::TextArray)
        return arrayText(value.toString());
    if (type != PgType::Timestamptz)
        return value.toString().isNull() ? QStringLiteral("") : value.toString();
    QString text = Timestamp{value.toLongLong()}.toString().replace(u'T', u' ');
    text.chop(3); // PostgreSQL writes whole hours of offset without minutes
    return text;
}

} // namespace pl::embedded
