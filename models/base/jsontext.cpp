#include "models/base/jsontext.h"

#include "models/base/textscan.h"

#include <simdjson.h>

namespace pl {

namespace {

using nlohmann::json;
namespace dom = simdjson::dom;

constexpr int kMaxDepth = 64;

/// A parser keeps the memory of its largest text for reuse.
constexpr qsizetype kShortText = 16 * 1024;

/// Whether a JSON string holds it unescaped, in one byte.
bool isPlain(const QString &text)
{
    return !anyUnit(text, [](char16_t c) { return (c < u' ') | (c > 0x7f) | (c == u'"') | (c == u'\\'); });
}

bool isTooDeep(const QByteArray &text)
{
    // Counting is much faster than parsing, and nearly every text has too few brackets to be deep.
    if (std::count_if(text.begin(), text.end(), [](char c) { return c == '[' || c == '{'; }) <= kMaxDepth)
        return false;
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < text.size() && depth <= kMaxDepth; ++i) {
        const char c = text.at(i);
        if (c == '"')
            isInString = !isInString;
        else if (isInString)
            i += c == '\\'; // an escaped character does not end the string
        else if (c == '[' || c == '{')
            ++depth;
        else if (c == ']' || c == '}')
            --depth;
    }
    return depth > kMaxDepth;
}

/// The value that nlohmann's own parser makes of it.
json valueOf(const dom::element &element)
{
    switch (element.type()) {
    case dom::element_type::OBJECT: {
        json object = json::object();
        for (const auto &[key, value] : dom::object(element))
            object[std::string(key)] = valueOf(value);
        return object;
    }
    case dom::element_type::ARRAY: {
        json array = json::array();
        for (const dom::element item : dom::array(element))
            array.push_back(valueOf(item));
        return array;
    }
    case dom::element_type::STRING:
        return std::string(std::string_view(element));
    case dom::element_type::INT64:
        return int64_t(element) < 0 ? json(int64_t(element)) : json(uint64_t(element));
    case dom::element_type::UINT64:
        return uint64_t(element);
    case dom::element_type::DOUBLE:
        return double(element);
    case dom::element_type::BOOL:
        return bool(element);
    case dom::element_type::NULL_VALUE:
        return nullptr;
    }
    Q_UNREACHABLE();
}

/// Parses with simdjson, which is several times as fast. Empty when it rejects the text: nlohmann accepts some of that
/// (numbers beyond 64 bits, a byte order mark) and rejects the rest.
template <class Take>
auto readFast(const QByteArray &text, const Take &take) -> decltype(take(dom::element()))
{
    thread_local dom::parser kept;
    std::optional<dom::parser> own;
    dom::parser &parser = text.size() <= kShortText ? kept : own.emplace();
    dom::element root;
    if (parser.parse(text.constData(), std::size_t(text.size())).get(root) != simdjson::SUCCESS)
        return std::nullopt;
    return take(root);
}

JsonFields::Field fieldOf(std::string_view name, const dom::element &value)
{
    if (!value.is_string())
        return {std::string(name), std::nullopt, valueOf(value)};
    const std::string_view text(value);
    return {std::string(name), QString::fromUtf8(text.data(), qsizetype(text.size())), nullptr};
}

bool isContainer(const dom::element &value)
{
    return value.is_array() || value.is_object();
}

std::optional<std::vector<JsonFields::Field>> fieldsOf(const dom::element &root, const QByteArray &text)
{
    dom::object object;
    if (root.get(object) != simdjson::SUCCESS || object.size() > JsonFields::kMaxFields)
        return std::nullopt;
    const bool isFlat =
        std::none_of(object.begin(), object.end(), [](const auto &field) { return isContainer(field.value); });
    if (!isFlat && isTooDeep(text))
        return std::nullopt;
    std::vector<JsonFields::Field> fields;
    fields.reserve(object.size());
    for (const auto &[name, value] : object) {
        const auto known = std::find_if(fields.begin(), fields.end(),
                                        [&name = name](const auto &field) { return field.name == name; });
        if (known == fields.end())
            fields.push_back(fieldOf(name, value));
        else
            *known = fieldOf(name, value);
    }
    return fields;
}

} // namespace

std::optional<JsonFields> JsonFields::read(const QByteArray &text)
{
    auto fields = readFast(text, [&text](const dom::element &root) { return fieldsOf(root, text); });
    if (!fields)
        return std::nullopt;
    JsonFields read;
    read.m_fields = std::move(*fields);
    return read;
}

Result<json> parseJson(const QByteArray &text, const QString &what)
{
    if (isTooDeep(text))
        return Error{ErrorCode::InvalidInput, QStringLiteral("%1 is nested too deeply").arg(what)};
    if (auto value = readFast(text, [](const dom::element &root) { return std::optional(valueOf(root)); }))
        return std::move(*value);
    json value = json::parse(text.begin(), text.end(), nullptr, false);
    if (value.is_discarded())
        return Error{ErrorCode::InvalidInput, QStringLiteral("%1 is not valid JSON").arg(what)};
    return value;
}

QByteArray dumpJson(const json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

QByteArray JsonObjectText::take()
{
    m_text.add(m_text.isEmpty() ? QByteArrayView("{}") : QByteArrayView("}"));
    const QByteArray object = m_text.bytes();
    m_text.clear();
    return object;
}

void JsonObjectText::addName(QByteArrayView name)
{
    m_text.add(m_text.isEmpty() ? '{' : ',').add('"').add(name).add("\":");
}

void JsonObjectText::add(const char *name, const QString &text)
{
    addName(name);
    if (isPlain(text))
        addPlain(text);
    else
        m_text.add(dumpJson(text.toUtf8().toStdString()));
}

/// Nearly all strings need no escaping and are written in place.
void JsonObjectText::addPlain(const QString &text)
{
    m_text.add('"');
    std::transform(text.begin(), text.end(), m_text.grow(text.size()), [](QChar c) { return char(c.unicode()); });
    m_text.add('"');
}

void JsonObjectText::add(const char *name, const json &value)
{
    addName(name);
    m_text.add(dumpJson(value));
}

} // namespace pl
