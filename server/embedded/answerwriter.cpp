#include "server/embedded/answerwriter.h"

#include "server/embedded/pgcast.h"
#include "server/embedded/pgvalue.h"

#include <utility>

namespace pl::embedded {
namespace {

/// Name and JSON text of what a row shows, in its order.
using Fields = QList<std::pair<QString, QByteArray>>;

Fields fieldsOf(const ReadNode &node, const JsonNode &row);

QByteArray objectOf(const Fields &fields)
{
    QByteArray out = "{";
    for (const auto &[name, json] : fields)
        out += (out.size() > 1 ? "," : "") + quotedJson(name.toUtf8()) + ':' + json;
    return out + '}';
}

QByteArray embeddedJson(const ReadNode &child, const JsonNode &cell)
{
    if (child.toOne)
        return cell.isNull() ? QByteArray("null") : objectOf(fieldsOf(child, cell));
    QByteArray out = "[";
    for (const JsonNode &row : cell.items)
        out += (out.size() > 1 ? "," : "") + objectOf(fieldsOf(child, row));
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

/// `...plumbers(email)`: the embedding's fields stand among the parent's; those of a to-many are arrays.
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

QByteArray toJsonArray(const ReadNode &root, const std::vector<JsonNode> &rows)
{
    QByteArray out = "[";
    for (const JsonNode &row : rows)
        out += (out.size() > 1 ? ",\n " : "") + toJsonObject(root, row);
    return out + ']';
}

QByteArray toJsonObject(const ReadNode &root, const JsonNode &row)
{
    return objectOf(fieldsOf(root, row));
}

QByteArray toCsv(const ReadNode &root, const std::vector<JsonNode> &rows)
{
    QByteArrayList lines;
    if (!rows.empty()) {
        QStringList names;
        for (const auto &field : fieldsOf(root, rows.front()))
            names += field.first;
        lines += names.join(u',').toUtf8();
    }
    for (const JsonNode &row : rows)
        lines += csvLine(root, row);
    return rows.empty() ? QByteArray("\n") : lines.join('\n');
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
