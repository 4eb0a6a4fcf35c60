#include "models/mapping/bodyreader.h"

#include "models/base/jsonreader.h"
#include "models/base/jsontext.h"
#include "models/mapping/decodedtext.h"
#include "models/mapping/formtree.h"
#include "models/mapping/htmltext.h"
#include "models/mapping/multiparttree.h"
#include "models/mapping/texttree.h"
#include "models/mapping/xmltree.h"

#include <cstring>
#include <vector>

namespace pl::mapping {
namespace {

using nlohmann::json;

Error refused(const char *why)
{
    return {ErrorCode::InvalidInput, QString::fromUtf8(why)};
}

bool isJsonType(const QByteArray &type)
{
    return type == "application/json" || type.endsWith("+json") || type == "text/json";
}

bool isXmlType(const QByteArray &type)
{
    return type == "application/xml" || type == "text/xml" || type.endsWith("+xml");
}

/// Whether a tree is within the limits. An array of values to look at, not a recursion: the tree may be anybody's.
bool isWithinLimits(const json &tree)
{
    int values = 0;
    std::vector<std::pair<const json *, int>> open{{&tree, 1}};
    while (!open.empty()) {
        const auto [value, depth] = open.back();
        open.pop_back();
        values += int(value->size());
        if (depth > kMaxBodyDepth || values > kMaxBodyValues)
            return false;
        for (const json &item : *value)
            if (item.is_structured())
                open.emplace_back(&item, depth + 1);
    }
    return true;
}

/// An object or an array; also one that was written into a JSON text, as some tools do.
std::optional<json> structured(const QByteArray &text)
{
    auto value = parseJson(text, QString());
    if (value && value->is_string())
        value = parseJson(QByteArray::fromStdString(value->get<std::string>()), QString());
    if (!value || !value->is_structured())
        return std::nullopt;
    return std::move(*value);
}

Result<ReadBody> fromJson(const DecodedText &decoded, bool isDeclared)
{
    if (auto value = structured(decoded.text.toUtf8()))
        return ReadBody{std::move(*value), BodyKind::Json, {}, decoded.encoding};
    return isDeclared ? refused("The body says that it is JSON, but it is no JSON object or array.")
                      : refused("The body is no JSON object or array.");
}

Result<ReadBody> fromXml(const DecodedText &decoded)
{
    return xmlTree(decoded.text).transform([&decoded](const json &tree) {
        return ReadBody{tree, BodyKind::Xml, {}, decoded.encoding};
    });
}

Result<ReadBody> fromMultipart(const QByteArray &body, const QByteArray &boundary)
{
    ReadBody read{{}, BodyKind::Multipart, {}, {}};
    auto tree = multipartTree(body, boundary, read.encoding, read.files);
    if (!tree)
        return tree.error();
    read.tree = std::move(*tree);
    return read;
}

Result<ReadBody> fromForm(const QByteArray &body, const QByteArray &charset)
{
    ReadBody read{{}, BodyKind::Form, {}, {}};
    auto tree = urlEncodedTree(body, charset, read.encoding);
    if (!tree)
        return tree.error();
    read.tree = std::move(*tree);
    return read;
}

/// Services that only send mail often send it as a page alone; patterns need its lines.
void addMailText(json &tree)
{
    const auto html = tree.find("html");
    const auto text = tree.find("text");
    const bool hasText = text != tree.end() && (!text->is_string() || !text->get_ref<const std::string &>().empty());
    if (html != tree.end() && html->is_string() && !hasText)
        tree["text"] = toJson(textOfHtml(QString::fromStdString(html->get<std::string>())));
}

char firstSign(const QString &text)
{
    const QString start = text.first(qMin<qsizetype>(text.size(), 1000)).trimmed();
    return start.isEmpty() ? '\0' : start.at(0).toLatin1();
}

Result<ReadBody> readMarkup(const DecodedText &decoded, bool isDeclared)
{
    auto xml = fromXml(decoded);
    if (!xml && !isDeclared)
        return ReadBody{textTree(decoded.text), BodyKind::Text, {}, decoded.encoding};
    return xml;
}

Result<ReadBody> read(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray type = mediaType(contentType);
    const QByteArray charset = headerParameter(contentType, "charset");
    const DecodedText decoded = decodedText(body, charset);
    const char first = firstSign(decoded.text);
    if (first == '{' || first == '[' || isJsonType(type))
        if (auto value = fromJson(decoded, isJsonType(type)); value || isJsonType(type))
            return value;
    const QByteArray named = headerParameter(contentType, "boundary");
    const QByteArray boundary = named.isEmpty() ? boundaryOf(body) : named;
    if (type == "multipart/form-data" || (named.isEmpty() && !boundary.isEmpty()))
        return fromMultipart(body, boundary);
    if (isXmlType(type) || first == '<')
        return readMarkup(decoded, isXmlType(type) || decoded.text.trimmed().startsWith(u"<?xml"));
    if ((type == "application/x-www-form-urlencoded" && body.contains('=')) || looksUrlEncoded(body))
        return fromForm(body, charset);
    if (first == '{')
        return refused("The body looks like JSON, but it is broken.");
    return ReadBody{textTree(decoded.text), BodyKind::Text, {}, decoded.encoding};
}

} // namespace

Result<ReadBody> readBody(const QByteArray &contentType, const QByteArray &body)
{
    if (body.size() > kMaxBodyBytes)
        return Error{ErrorCode::TooLarge, QStringLiteral("The body is larger than 1 MiB.")};
    if (body.trimmed().isEmpty())
        return refused("The body is empty.");
    auto result = read(contentType, body);
    if (result && (result->kind == BodyKind::Form || result->kind == BodyKind::Multipart))
        addMailText(result->tree);
    if (result && !isWithinLimits(result->tree))
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("The body has too many values, or they are nested too deeply.")};
    if (result && result->tree.empty() && result->files.isEmpty())
        return refused("The body holds nothing.");
    if (result && result->encoding.isEmpty())
        result->encoding = QStringLiteral("utf-8");
    return result;
}

} // namespace pl::mapping
