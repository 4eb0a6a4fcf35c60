#include "models/domain/jsontext.h"

#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#endif
#include <simdjson.h>
#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif

namespace pl {

namespace {

using nlohmann::json;
namespace dom = simdjson::dom;

constexpr int kDeepest = 64;

/// A parser keeps the memory that its largest text took, for the next one.
constexpr qsizetype kShortText = 16 * 1024;

constexpr qsizetype kUsualObject = 1024;

/// In a JSON text.
bool isEscaped(char c)
{
    return uchar(c) < ' ' || c == '"' || c == '\\';
}

bool isTooDeep(const QByteArray &text)
{
    // Counting is much faster than reading, and nearly every text has too few brackets to be deep.
    if (std::count_if(text.begin(), text.end(), [](char c) { return c == '[' || c == '{'; }) <= kDeepest)
        return false;
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < text.size() && depth <= kDeepest; ++i) {
        const char c = text.at(i);
        if (c == '"')
            isInString = !isInString;
        else if (isInString)
            i += c == '\\'; // what is escaped ends no string
        else if (c == '[' || c == '{')
            ++depth;
        else if (c == ']' || c == '}')
            --depth;
    }
    return depth > kDeepest;
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

/// By simdjson, which reads a text several times as fast. Nothing for whatever it does not like: nlohmann takes some of
/// it (numbers beyond 64 bits, a byte order mark), and says no to the rest.
std::optional<json> readFast(const QByteArray &text)
{
    thread_local dom::parser kept;
    std::optional<dom::parser> own;
    dom::parser &parser = text.size() <= kShortText ? kept : own.emplace();
    dom::element root;
    if (parser.parse(text.constData(), std::size_t(text.size())).get(root) != simdjson::SUCCESS)
        return std::nullopt;
    return valueOf(root);
}

} // namespace

Result<json> parseJson(const QByteArray &text, const QString &what)
{
    if (isTooDeep(text))
        return Error{ErrorCode::InvalidInput, QStringLiteral("%1 is nested too deeply").arg(what)};
    if (auto value = readFast(text))
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
    m_text.append(m_text.isEmpty() ? "{}" : "}");
    return std::exchange(m_text, {});
}

void JsonObjectText::addName(const char *name)
{
    if (m_text.isEmpty())
        m_text.reserve(kUsualObject);
    m_text.append(m_text.isEmpty() ? '{' : ',').append('"').append(name).append("\":");
}

void JsonObjectText::add(const char *name, const QString &text)
{
    addName(name);
    const QByteArray utf8 = text.toUtf8();
    if (std::any_of(utf8.begin(), utf8.end(), isEscaped))
        m_text.append(dumpJson(utf8.toStdString()));
    else
        m_text.append('"').append(utf8).append('"');
}

void JsonObjectText::add(const char *name, const json &value)
{
    addName(name);
    m_text.append(dumpJson(value));
}

} // namespace pl
