#include "server/embedded/rest/answerwriter.h"

#include "server/embedded/rest/pgcast.h"
#include "server/embedded/store/pgvalue.h"
#include "server/embedded/store/resterror.h"

#include <utility>

namespace pl::embedded {
namespace {

/// Name and JSON text of each visible field of a row, in order.
using Fields = QList<std::pair<QString, QByteArray>>;

Fields fieldsOf(const ReadNode &node, const JsonNode &row);

QByteArray jsonObject(const Fields &fields)
{
    QByteArray out = "{";
    for (const auto &[name, json] : fields)
        out += (out.size() > 1 ? "," : "") + quotedJson(name.toUtf8()) + ':' + json;
    return out + '}';
}

QByteArray embeddedJson(const ReadNode &child, const JsonNode &cell)
{
    if (child.toOne)
        return cell.isNull() ? QByteArray("null") : jsonObject(fieldsOf(child, cell));
    QByteArray out = "[";
    for (const JsonNode &row : cell.items)
        out += (out.size() > 1 ? "," : "") + jsonObject(fieldsOf(child, row));
    return out + ']';
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
            fields += {child.name, embeddedJson(child, row.items[cell])};
        ++cell;
    }
    return fields;
}

Fields fieldsOf(const ReadNode &node, const JsonNode &row)
{
    Fields fields;
    for (size_t i = 0; i < node.columns.size(); ++i) {
        const TypedValue shown = selectedValue(node.columns[i], cellValue(row.items[i]));
        fields += {node.columns[i].name, valueToJson(shown.type, shown.value)};
    }
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

void AnswerWriter::add(const JsonNode &row)
{
    ++m_count;
    switch (m_type.form) {
    case MediaType::Form::Csv:
        addCsvLine(row);
        break;
    case MediaType::Form::Object:
        if (m_count == 1)
            m_out = objectOf(row);
        break;
    case MediaType::Form::Array:
        m_out += (m_count == 1 ? "[" : m_type.withoutNulls ? "," : ",\n ") + objectOf(row);
        break;
    }
    if (m_out.size() > kBytes)
        throw RestError::tooLarge();
}

QByteArray AnswerWriter::objectOf(const JsonNode &row) const
{
    const QByteArray json = jsonObject(fieldsOf(m_root, row));
    return m_type.withoutNulls ? toCompactJson(withoutNulls(JsonNode::parse(json).value_or(JsonNode()))) : json;
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
