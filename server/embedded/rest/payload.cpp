#include "server/embedded/rest/payload.h"

#include "server/embedded/store/resterror.h"

#include <algorithm>

namespace pl::embedded {
namespace {

RestError badBody(const QString &message)
{
    return {400, QStringLiteral("PGRST102"), message};
}

QStringList keysOf(const JsonNode &object)
{
    QStringList keys;
    for (const QByteArray &key : object.keys)
        keys += QString::fromUtf8(key);
    return keys;
}

/// Reads one CSV document of RFC 4180; quoted fields may hold line breaks.
class CsvReader
{
public:
    explicit CsvReader(const QByteArray &text) : m_text(text) {}
    bool atEnd() const { return m_pos >= m_text.size(); }
    QByteArrayList line()
    {
        QByteArrayList fields{field()};
        while (!atEnd() && m_text[m_pos] == ',') {
            ++m_pos;
            fields += field();
        }
        if (!atEnd() && m_text[m_pos] == '\r')
            ++m_pos;
        if (!atEnd() && m_text[m_pos] == '\n')
            ++m_pos;
        return fields;
    }

private:
    QByteArray field()
    {
        QByteArray value = "";
        if (atEnd() || m_text[m_pos] != '"') {
            while (!atEnd() && !QByteArrayView(",\r\n").contains(m_text[m_pos]))
                value += m_text[m_pos++];
            return value;
        }
        for (++m_pos; !atEnd(); ++m_pos) {
            if (m_text[m_pos] == '"' && m_text.mid(m_pos + 1, 1) != "\"")
                break;
            m_pos += m_text[m_pos] == '"' ? 1 : 0;
            value += m_text[m_pos];
        }
        ++m_pos;
        return value;
    }

    const QByteArray &m_text;
    qsizetype m_pos = 0;
};

std::vector<JsonNode> csvRows(const QByteArray &body)
{
    CsvReader reader(body);
    const QByteArrayList names = reader.line();
    std::vector<JsonNode> rows;
    while (!reader.atEnd()) {
        const QByteArrayList fields = reader.line();
        if (fields.size() != names.size())
            throw badBody(QStringLiteral("All lines must have same number of fields"));
        JsonNode row{JsonNode::Kind::Object, {}, {names.begin(), names.end()}, {}};
        for (const QByteArray &field : fields)
            row.items.push_back(field == "NULL" ? JsonNode() : JsonNode::ofString(field));
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<JsonNode> formRows(const QByteArray &body)
{
    JsonNode row{JsonNode::Kind::Object, {}, {}, {}};
    for (QByteArray part : body.split('&')) {
        part.replace('+', ' ');
        const qsizetype equals = part.indexOf('=');
        if (equals <= 0)
            continue;
        row.keys.push_back(QByteArray::fromPercentEncoding(part.left(equals)));
        row.items.push_back(JsonNode::ofString(QByteArray::fromPercentEncoding(part.mid(equals + 1))));
    }
    return {row};
}

/// Anything but an object or an array of objects gives no rows.
std::vector<JsonNode> jsonRows(const QByteArray &body)
{
    auto node = JsonNode::parse(body, JsonNode::kMaxClientDepth);
    if (!node)
        throw badBody(QStringLiteral("Empty or invalid json"));
    if (node->isObject())
        return {std::move(*node)};
    return node->isArray() ? std::move(node->items) : std::vector<JsonNode>();
}

QStringList commonKeys(const std::vector<JsonNode> &rows)
{
    if (rows.empty())
        return {};
    const QStringList keys = keysOf(rows.front());
    QStringList sorted = keys;
    sorted.sort();
    for (const JsonNode &row : rows) {
        QStringList others = keysOf(row);
        others.sort();
        if (!row.isObject() || others != sorted)
            throw badBody(QStringLiteral("All object keys must match"));
    }
    return keys;
}

} // namespace

Payload Payload::read(const QByteArray &contentType, const QByteArray &body, const std::optional<QStringList> &columns)
{
    const QByteArray type =
        contentType.left(contentType.indexOf(';') < 0 ? contentType.size() : contentType.indexOf(';'))
            .trimmed()
            .toLower();
    Payload payload;
    if (type.isEmpty() || type == "application/json" || type == "*/*" || type.startsWith("application/vnd.pgrst.array"))
        payload.rows = jsonRows(body);
    else if (type == "text/csv")
        payload.rows = csvRows(body);
    else if (type == "application/x-www-form-urlencoded")
        payload.rows = formRows(body);
    else
        throw badBody(QStringLiteral("Content-Type not acceptable: %1").arg(QString::fromUtf8(type)));
    if (!columns) {
        payload.columns = commonKeys(payload.rows);
        return payload;
    }
    payload.columns = *columns;
    if (std::any_of(payload.rows.begin(), payload.rows.end(), [](const JsonNode &row) { return !row.isObject(); }))
        throw RestError::postgres(QStringLiteral("22023"),
                                  QStringLiteral("argument of json_to_recordset must be an array of objects"));
    return payload;
}

} // namespace pl::embedded
