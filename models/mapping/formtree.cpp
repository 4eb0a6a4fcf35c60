#include "models/mapping/formtree.h"

#include "models/base/jsontext.h"
#include "models/mapping/decodedtext.h"

#include <QStringList>

namespace pl::mapping {
namespace {

using nlohmann::json;

/// "a[b][]" as "a", "b", ""; a name whose brackets don't match is one piece.
QStringList nameParts(const QString &name)
{
    const qsizetype first = name.indexOf(u'[');
    if (first <= 0 || !name.endsWith(u']'))
        return {name};
    const QString inner = name.sliced(first + 1, name.size() - first - 2);
    const QStringList brackets = inner.split(QStringLiteral("]["));
    const bool isPlain = std::none_of(brackets.begin(), brackets.end(),
                                      [](const QString &part) { return part.contains(u'[') || part.contains(u']'); });
    if (!isPlain || brackets.size() > FormTree::kMaxBrackets)
        return {name};
    return QStringList{name.first(first)} + brackets;
}

/// Only an object, or an array that holds one, is opened: "[1]" may well be what somebody wrote.
json openedText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u'{') || trimmed.startsWith(QStringLiteral("[{")))
        if (auto opened = parseJson(trimmed.toUtf8(), QString()); opened && opened->is_structured())
            return std::move(*opened);
    return text.toStdString();
}

/// '+' as a blank, and "%41" as its byte; a '%' that begins no such thing stays, which Qt's own decoding doesn't do.
QByteArray percentDecoded(const QByteArray &text)
{
    const auto digit = [&text](qsizetype i) {
        const char c = i < text.size() ? text.at(i) : '\0';
        return c >= '0' && c <= '9'   ? c - '0'
               : c >= 'a' && c <= 'f' ? c - 'a' + 10
               : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                      : -1;
    };
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isEscape = text.at(i) == '%' && digit(i + 1) >= 0 && digit(i + 2) >= 0;
        decoded += isEscape ? char(digit(i + 1) * 16 + digit(i + 2)) : text.at(i) == '+' ? ' ' : text.at(i);
        i += isEscape ? 2 : 0;
    }
    return decoded;
}

void addValue(json &place, json value)
{
    if (place.is_null())
        place = std::move(value);
    else if (place.is_array())
        place.push_back(std::move(value));
    else if (place.is_object())
        place["#text"] = std::move(value);
    else
        place = json::array({std::move(place), std::move(value)});
}

/// The place of a member: what stood there before and is no object becomes its "#text".
json &memberOf(json &place, const std::string &name)
{
    if (!place.is_object() && !place.is_null())
        place = json{{"#text", std::move(place)}};
    return place[name];
}

json &elementOf(json &place)
{
    if (place.is_object())
        return place[std::to_string(place.size())];
    if (!place.is_array())
        place = place.is_null() ? json::array() : json::array({std::move(place)});
    place.push_back(nullptr);
    return place.back();
}

bool isNumbered(const json &object)
{
    for (std::size_t i = 0; i < object.size(); ++i)
        if (!object.contains(std::to_string(i)))
            return false;
    return !object.empty();
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as names have brackets, or as parseJson allows
void makeArrays(json &value)
{
    if (!value.is_structured())
        return;
    for (json &item : value)
        makeArrays(item);
    if (!value.is_object() || !isNumbered(value))
        return;
    json array = json::array();
    for (std::size_t i = 0; i < value.size(); ++i)
        array.push_back(std::move(value[std::to_string(i)]));
    value = std::move(array);
}

} // namespace

bool FormTree::add(const QString &name, const QString &value)
{
    if (++m_fields > kMaxFields)
        return false;
    const QStringList parts = nameParts(name);
    json *place = &memberOf(m_tree, parts.first().toStdString());
    for (const QString &part : parts.sliced(1))
        place = part.isEmpty() ? &elementOf(*place) : &memberOf(*place, part.toStdString());
    addValue(*place, openedText(value));
    return true;
}

json FormTree::take()
{
    for (json &member : m_tree)
        makeArrays(member);
    return std::exchange(m_tree, json::object());
}

Result<json> urlEncodedTree(const QByteArray &body, const QByteArray &charset, QString &encoding)
{
    const auto decoded = [&charset, &encoding](const QByteArray &part) {
        const DecodedText read = decodedText(percentDecoded(part), charset);
        if (encoding.isEmpty() || read.encoding != u"utf-8")
            encoding = read.encoding;
        return read.text;
    };
    FormTree tree;
    for (const QByteArray &pair : body.trimmed().split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QString name = decoded(equals < 0 ? pair : pair.first(equals));
        if (!tree.add(name, equals < 0 ? QString() : decoded(pair.sliced(equals + 1))))
            return Error{ErrorCode::TooLarge, QStringLiteral("The form has too many fields.")};
    }
    return tree.take();
}

bool looksUrlEncoded(const QByteArray &body)
{
    const QByteArray line = body.trimmed();
    return line.indexOf('=') > 0 && !line.contains('\n') && !line.contains(' ') && !line.contains('<');
}

} // namespace pl::mapping
