#include "server/embedded/store/jsonnode.h"

#include <QHash>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <numeric>

namespace pl::embedded {
namespace {

constexpr int kMaxExponent = 400;

/// Builds a JsonNode from nlohmann's parse events, which give a number's own digits.
class Builder : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit Builder(size_t deepest) : m_deepest(deepest) {}

    JsonNode root;

    bool null() override { return add({}); }
    bool boolean(bool value) override { return add({JsonNode::Kind::Boolean, value ? "true" : "false", {}, {}}); }
    bool number_integer(number_integer_t value) override { return number(QByteArray::number(qint64(value))); }
    bool number_unsigned(number_unsigned_t value) override { return number(QByteArray::number(quint64(value))); }
    bool number_float(number_float_t, const string_t &digits) override
    {
        return number(QByteArray(digits.data(), qsizetype(digits.size())));
    }
    bool string(string_t &value) override
    {
        return add(JsonNode::ofString(QByteArray(value.data(), qsizetype(value.size()))));
    }
    bool binary(binary_t &) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Kind::Object); }
    bool start_array(std::size_t) override { return open(JsonNode::Kind::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t &value) override
    {
        m_key = QByteArray(value.data(), qsizetype(value.size()));
        return true;
    }
    bool parse_error(std::size_t, const std::string &, const nlohmann::json::exception &) override { return false; }

private:
    bool number(QByteArray digits) { return add({JsonNode::Kind::Number, std::move(digits), {}, {}}); }
    bool add(JsonNode node)
    {
        place(std::move(node));
        return true;
    }
    bool open(JsonNode::Kind kind)
    {
        m_keys.push_back(m_key);
        m_positions.emplace_back();
        m_open.push_back({kind, {}, {}, {}});
        return m_open.size() <= m_deepest;
    }
    bool close()
    {
        JsonNode done = std::move(m_open.back());
        m_open.pop_back();
        m_positions.pop_back();
        m_key = std::move(m_keys.back());
        m_keys.pop_back();
        return add(std::move(done));
    }
    void place(JsonNode node)
    {
        if (m_open.empty()) {
            root = std::move(node);
            return;
        }
        JsonNode &parent = m_open.back();
        if (parent.isObject()) {
            const auto known = m_positions.back().constFind(m_key);
            if (known != m_positions.back().constEnd()) {
                parent.items[*known] = std::move(node);
                return;
            }
            m_positions.back().insert(m_key, parent.keys.size());
            parent.keys.push_back(m_key);
        }
        parent.items.push_back(std::move(node));
    }

    const size_t m_deepest;
    std::vector<JsonNode> m_open;
    std::vector<QHash<QByteArray, size_t>> m_positions; // of the members of what is open
    std::vector<QByteArray> m_keys;
    QByteArray m_key;
};

/// The digits without an exponent: "1.5e2" is "150", "-0" is "0".
QByteArray plainNumber(const QByteArray &digits)
{
    const qsizetype e = digits.toLower().indexOf('e');
    const int exponent = e < 0 ? 0 : digits.mid(e + 1).toInt();
    QByteArray mantissa = e < 0 ? digits : digits.left(e);
    if (std::abs(exponent) > kMaxExponent)
        return digits;
    const bool negative = mantissa.startsWith('-');
    if (negative)
        mantissa.remove(0, 1);
    qsizetype point = mantissa.indexOf('.');
    point = point < 0 ? mantissa.size() : point;
    QByteArray all = mantissa;
    all.replace(".", "");
    point += exponent;
    if (point <= 0) {
        all.prepend(QByteArray(1 - point, '0'));
        point = 1;
    }
    if (point > all.size())
        all.append(QByteArray(point - all.size(), '0'));
    QByteArray whole = all.left(point);
    while (whole.size() > 1 && whole.startsWith('0'))
        whole.remove(0, 1);
    const QByteArray fraction = all.mid(point);
    const bool zero = whole == "0" && fraction.count('0') == fraction.size();
    return (negative && !zero ? "-" : "") + whole + (fraction.isEmpty() ? QByteArray() : '.' + fraction);
}

struct Style
{
    const char *comma;
    const char *colon;
    bool normal; ///< keys sorted, numbers without exponents
};

std::vector<size_t> memberOrder(const JsonNode &node, bool sorted)
{
    std::vector<size_t> order(node.items.size());
    std::iota(order.begin(), order.end(), size_t(0));
    if (sorted)
        std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
            const QByteArray &x = node.keys[a];
            const QByteArray &y = node.keys[b];
            return x.size() != y.size() ? x.size() < y.size() : x < y;
        });
    return order;
}

void write(const JsonNode &node, const Style &style, QByteArray &out)
{
    switch (node.kind) {
    case JsonNode::Kind::Null:
        out += "null";
        return;
    case JsonNode::Kind::Boolean:
        out += node.text;
        return;
    case JsonNode::Kind::Number:
        out += style.normal ? plainNumber(node.text) : node.text;
        return;
    case JsonNode::Kind::String:
        addQuotedJson(out, node.text);
        return;
    case JsonNode::Kind::Array:
    case JsonNode::Kind::Object:
        break;
    }
    out += node.isObject() ? '{' : '[';
    bool first = true;
    for (const size_t i : memberOrder(node, style.normal && node.isObject())) {
        if (!first)
            out += style.comma;
        first = false;
        if (node.isObject()) {
            addQuotedJson(out, node.keys[i]);
            out += style.colon;
        }
        write(node.items[i], style, out);
    }
    out += node.isObject() ? '}' : ']';
}

void addEscaped(QByteArray &out, char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        break;
    case '\\':
        out += "\\\\";
        break;
    case '\b':
        out += "\\b";
        break;
    case '\f':
        out += "\\f";
        break;
    case '\n':
        out += "\\n";
        break;
    case '\r':
        out += "\\r";
        break;
    case '\t':
        out += "\\t";
        break;
    default:
        out += "\\u00" + QByteArray::number(uint(uchar(c)), 16).rightJustified(2, '0');
    }
}

} // namespace

const JsonNode *JsonNode::member(const QByteArray &key) const
{
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr : &items[size_t(found - keys.begin())];
}

const JsonNode *JsonNode::element(qsizetype index) const
{
    const auto count = qsizetype(items.size());
    const qsizetype at = index < 0 ? count + index : index;
    return isArray() && at >= 0 && at < count ? &items[size_t(at)] : nullptr;
}

std::optional<JsonNode> JsonNode::parse(QByteArrayView json, size_t deepest)
{
    Builder builder(deepest);
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &builder))
        return std::nullopt;
    return std::move(builder.root);
}

QByteArray toCompactJson(const JsonNode &node)
{
    QByteArray out;
    write(node, {",", ":", false}, out);
    return out;
}

QByteArray toJsonbText(const JsonNode &node)
{
    QByteArray out;
    write(node, {", ", ": ", true}, out);
    return out;
}

QByteArray quotedJson(QByteArrayView utf8)
{
    QByteArray out;
    addQuotedJson(out, utf8);
    return out;
}

void addQuotedJson(QByteArray &out, QByteArrayView utf8)
{
    const auto isEscaped = [](char c) { return uchar(c) < 0x20 || c == '"' || c == '\\'; };
    out += '"';
    for (auto from = utf8.begin(); from != utf8.end();) {
        const auto to = std::find_if(from, utf8.end(), isEscaped);
        out.append(from, to - from);
        if (to == utf8.end())
            break;
        addEscaped(out, *to);
        from = to + 1;
    }
    out += '"';
}

JsonNode withoutNulls(const JsonNode &node)
{
    JsonNode kept{node.kind, node.text, {}, {}};
    for (size_t i = 0; i < node.items.size(); ++i) {
        if (node.isObject() && node.items[i].isNull())
            continue;
        if (node.isObject())
            kept.keys.push_back(node.keys[i]);
        kept.items.push_back(withoutNulls(node.items[i]));
    }
    return kept;
}

} // namespace pl::embedded
