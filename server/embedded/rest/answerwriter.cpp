#include "server/embedded/rest/answerwriter.h"

#include "models/base/timestamp.h"
#include "server/embedded/rest/pgcast.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

#include <utility>

namespace pl::embedded {
namespace {

/// Name and JSON text of each visible field of a row, in order.
using Fields = QList<std::pair<QString, QByteArray>>;

Fields fieldsOf(const ReadNode &node, const JsonNode &row);

/// What is shown as it is kept; there are many of them.
void addPlain(QByteArray &out, PgType type, const JsonNode &cell)
{
    switch (type) {
    case PgType::Integer:
    case PgType::BigInt:
        out += QByteArray::number(cell.text.toLongLong());
        return;
    case PgType::Boolean:
        out += cell.text.toLongLong() != 0 ? "true" : "false";
        return;
    case PgType::Timestamptz:
        addQuotedJson(out, Timestamp{cell.text.toLongLong()}.toString().toLatin1());
        return;
    case PgType::Jsonb:
    case PgType::TextArray:
        out += cell.text;
        return;
    case PgType::Date:
    case PgType::Uuid:
    case PgType::Varchar:
    case PgType::Text:
        break;
    }
    addQuotedJson(out, cell.text);
}

void addShown(QByteArray &out, const SelectedColumn &column, const JsonNode &cell)
{
    if (!column.steps.isEmpty() || !column.cast.isEmpty()) {
        const TypedValue shown = selectedValue(column, cellValue(cell));
        out += valueToJson(shown.type, shown.value);
    } else if (cell.isNull()) {
        out += "null";
    } else {
        addPlain(out, column.isCount() ? PgType::BigInt : column.column->type, cell);
    }
}

void addObject(QByteArray &out, const ReadNode &node, const ObjectKeys &keys, const JsonNode &row);

void addEmbedded(QByteArray &out, const ReadNode &child, const ObjectKeys &keys, const JsonNode &cell)
{
    if (child.toOne) {
        cell.isNull() ? (void)(out += "null") : addObject(out, child, keys, cell);
        return;
    }
    out += '[';
    for (size_t i = 0; i < cell.items.size(); ++i) {
        if (i > 0)
            out += ',';
        addObject(out, child, keys, cell.items[i]);
    }
    out += ']';
}

void addObject(QByteArray &out, const ReadNode &node, const ObjectKeys &keys, const JsonNode &row)
{
    out += '{';
    char before = 0;
    const auto addKey = [&out, &before](const QByteArray &key) {
        if (std::exchange(before, ','))
            out += ',';
        out += key;
    };
    if (keys.hasSpread) {
        for (const auto &[name, json] : fieldsOf(node, row)) {
            addKey(quotedJson(name.toUtf8()) + ':');
            out += json;
        }
    } else {
        for (size_t i = 0; i < node.columns.size(); ++i) {
            addKey(keys.columns[i]);
            addShown(out, node.columns[i], row.items[i]);
        }
        size_t visible = 0;
        for (const ReadNode &child : node.children)
            if (!child.isHidden()) {
                addKey(keys.names[visible]);
                addEmbedded(out, child, keys.children[visible], row.items[node.columns.size() + visible]);
                ++visible;
            }
    }
    out += '}';
}

/// The names a spread embedding brings, even when it has no row.
QStringList spreadNames(const ReadNode &child)
{
    QStringList names;
    for (const SelectedColumn &column : child.columns)
        names += column.name;
    for (const ReadNode &inner : child.children)
        if (!inner.isHidden())
            names += inner.spread ? spreadNames(inner) : QStringList(inner.name);
    return names;
}

/// `...plumbers(email)`: the embedding's fields are placed among the parent's; those of a to-many are arrays.
Fields spreadFields(const ReadNode &child, const JsonNode &cell)
{
    if (child.toOne && !cell.isNull())
        return fieldsOf(child, cell);
    Fields fields;
    for (const QString &name : spreadNames(child))
        fields += {name, child.toOne ? QByteArray("null") : QByteArray("[")};
    if (child.toOne)
        return fields;
    for (const JsonNode &row : cell.items) {
        const Fields one = fieldsOf(child, row);
        for (qsizetype i = 0; i < fields.size(); ++i)
            fields[i].second += (fields[i].second.size() > 1 ? "," : "") + one[i].second;
    }
    for (auto &field : fields)
        field.second += ']';
    return fields;
}

Fields embeddedFields(const ReadNode &node, const JsonNode &row)
{
    Fields fields;
    size_t cell = node.columns.size();
    for (const ReadNode &child : node.children) {
        if (child.isHidden())
            continue;
        if (child.spread)
            fields += spreadFields(child, row.items[cell]);
        else
            addEmbedded(fields.emplaceBack(child.name, QByteArray()).second, child, ObjectKeys(child), row.items[cell]);
        ++cell;
    }
    return fields;
}

Fields fieldsOf(const ReadNode &node, const JsonNode &row)
{
    Fields fields;
    for (size_t i = 0; i < node.columns.size(); ++i)
        addShown(fields.emplaceBack(node.columns[i].name, QByteArray()).second, node.columns[i], row.items[i]);
    return fields + embeddedFields(node, row);
}

QByteArray csvField(const TypedValue &shown)
{
    if (shown.value.isNull())
        return {};
    if (shown.type == PgType::Boolean)
        return shown.value.toLongLong() != 0 ? "t" : "f";
    return recordField(valueToText(shown.type, shown.value));
}

QByteArray csvLine(const ReadNode &root, const JsonNode &row)
{
    QByteArrayList fields;
    for (size_t i = 0; i < root.columns.size(); ++i)
        fields += csvField(selectedValue(root.columns[i], cellValue(row.items[i])));
    for (const auto &[name, json] : embeddedFields(root, row)) {
        const auto node = JsonNode::parse(json);
        fields += node->isNull() ? QByteArray() : recordField(QString::fromUtf8(toJsonbText(*node)));
    }
    return fields.join(',');
}

} // namespace

ObjectKeys::ObjectKeys(const ReadNode &node)
{
    for (const SelectedColumn &column : node.columns)
        columns.push_back(quotedJson(column.name.toUtf8()) + ':');
    for (const ReadNode &child : node.children)
        if (!child.isHidden()) {
            names.push_back(quotedJson(child.name.toUtf8()) + ':');
            children.emplace_back(child);
            hasSpread = hasSpread || child.spread;
        }
}

void AnswerWriter::add(const JsonNode &row)
{
    ++m_count;
    switch (m_type.form) {
    case MediaType::Form::Csv:
        addCsvLine(row);
        break;
    case MediaType::Form::Object:
        if (m_count == 1)
            addObject(row);
        break;
    case MediaType::Form::Array:
        m_out += m_count == 1 ? "[" : m_type.withoutNulls ? "," : ",\n ";
        addObject(row);
        break;
    }
    if (m_out.size() > kBytes)
        throw RestError::tooLarge();
}

void AnswerWriter::addObject(const JsonNode &row)
{
    if (!m_type.withoutNulls)
        return embedded::addObject(m_out, m_root, m_keys, row);
    QByteArray json;
    embedded::addObject(json, m_root, m_keys, row);
    m_out += toCompactJson(withoutNulls(JsonNode::parse(json).value_or(JsonNode())));
}

void AnswerWriter::addCsvLine(const JsonNode &row)
{
    if (m_count == 1) {
        QStringList names;
        for (const auto &field : fieldsOf(m_root, row))
            names += field.first;
        m_out = names.join(u',').toUtf8();
    }
    m_out += '\n' + csvLine(m_root, row);
}

QByteArray AnswerWriter::finish()
{
    switch (m_type.form) {
    case MediaType::Form::Csv:
        return m_count == 0 ? QByteArray("\n") : std::move(m_out);
    case MediaType::Form::Array:
        m_out += m_count == 0 ? "[]" : "]";
        return std::move(m_out);
    case MediaType::Form::Object:
        break;
    }
    if (m_count != 1)
        throw RestError{406, QStringLiteral("PGRST116"),
                        QStringLiteral("Cannot coerce the result to a single JSON object"),
                        QStringLiteral("The result contains %1 rows").arg(m_count)};
    return std::move(m_out);
}

QByteArray recordField(const QString &text)
{
    const bool plain = !text.isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) {
        return c == u'"' || c == u'\\' || c == u'(' || c == u')' || c == u',' || c == u' ' ||
               (c >= u'\t' && c <= u'\r');
    });
    if (plain)
        return text.toUtf8();
    QByteArray quoted = text.toUtf8();
    quoted.replace("\\", "\\\\").replace("\"", "\"\"");
    return '"' + quoted + '"';
}

} // namespace pl::embedded
