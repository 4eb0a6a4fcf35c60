#include "models/mapping/xmltree.h"

#include "models/mapping/bodyreader.h"

#include <QXmlStreamReader>

#include <vector>

namespace pl::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxXmlDepth = 32;
constexpr int kMaxAttributes = 100; ///< of one element: Qt compares each with each

Error brokenXml(const QString &why)
{
    return {ErrorCode::InvalidInput, QStringLiteral("The XML can't be read: %1.").arg(why)};
}

/// What Qt's reader would take too long for, or take at all, is found before it reads: a document type, and elements
/// with very many attributes. Nothing when all is well.
QString troubleIn(QStringView text)
{
    const auto behind = [text](qsizetype from, QStringView end) {
        const qsizetype at = text.indexOf(end, from);
        return at < 0 ? text.size() : at + end.size();
    };
    qsizetype at = text.indexOf(u'<');
    while (at >= 0 && at < text.size()) {
        const QStringView rest = text.sliced(at);
        if (rest.startsWith(u"<!--")) {
            at = text.indexOf(u'<', behind(at + 4, u"-->"));
        } else if (rest.startsWith(u"<![CDATA[")) {
            at = text.indexOf(u'<', behind(at + 9, u"]]>"));
        } else if (rest.startsWith(u"<?")) {
            at = text.indexOf(u'<', behind(at + 2, u"?>"));
        } else if (rest.startsWith(u"<!")) {
            return QStringLiteral("a document type is not allowed");
        } else {
            int attributes = 0;
            QChar quote;
            for (++at; at < text.size() && (!quote.isNull() || text[at] != u'>'); ++at) {
                const QChar c = text[at];
                attributes += quote.isNull() && c == u'=';
                if (!quote.isNull())
                    quote = c == quote ? QChar() : quote;
                else if (c == u'"' || c == u'\'')
                    quote = c;
            }
            if (attributes > kMaxAttributes)
                return QStringLiteral("an element has too many attributes");
            at = text.indexOf(u'<', at);
        }
    }
    return {};
}

/// An element that is still open.
struct OpenElement
{
    std::string name;
    json value = json::object();
    QString text;
};

void addMember(json &object, const std::string &name, json value)
{
    json &place = object[name];
    if (place.is_null())
        place = std::move(value);
    else if (place.is_array())
        place.push_back(std::move(value));
    else
        place = json::array({std::move(place), std::move(value)});
}

json closed(OpenElement element)
{
    const QString text = element.text.trimmed();
    if (element.value.empty())
        return text.toStdString();
    if (!text.isEmpty())
        element.value["#text"] = text.toStdString();
    return std::move(element.value);
}

OpenElement opened(const QXmlStreamReader &reader)
{
    OpenElement element;
    element.name = reader.name().toString().toStdString();
    for (const auto &attribute : reader.attributes())
        element.value['@' + attribute.name().toString().toStdString()] = attribute.value().toString().toStdString();
    return element;
}

} // namespace

Result<json> xmlTree(const QString &text)
{
    if (const QString trouble = troubleIn(text); !trouble.isEmpty())
        return brokenXml(trouble);
    QXmlStreamReader reader(text);
    std::vector<OpenElement> open(1);
    int values = 0;
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            values += 1 + int(reader.attributes().size());
            if (open.size() > kMaxXmlDepth || values > kMaxBodyValues)
                return brokenXml(QStringLiteral("it has too many elements, or they are nested too deeply"));
            open.push_back(opened(reader));
            break;
        case QXmlStreamReader::EndElement: {
            OpenElement element = std::move(open.back());
            open.pop_back();
            const std::string name = element.name;
            addMember(open.back().value, name, closed(std::move(element)));
            break;
        }
        case QXmlStreamReader::Characters:
            open.back().text += reader.text();
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return brokenXml(QStringLiteral("entities are not allowed"));
        case QXmlStreamReader::NoToken:
        case QXmlStreamReader::Invalid:
        case QXmlStreamReader::StartDocument:
        case QXmlStreamReader::EndDocument:
        case QXmlStreamReader::Comment:
        case QXmlStreamReader::ProcessingInstruction:
            break;
        }
    }
    if (reader.hasError())
        return brokenXml(QStringLiteral("line %1 is not well-formed").arg(reader.lineNumber()));
    return std::move(open.front().value);
}

} // namespace pl::mapping
