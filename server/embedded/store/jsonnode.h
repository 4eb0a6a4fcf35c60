#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace pl::embedded {

/// A JSON document that keeps what PostgreSQL keeps of it: numbers as they were written (a double would turn 2.50 into
/// 2.5) and members in the order they came. A repeated key overwrites the earlier one, as jsonb does.
struct JsonNode
{
    enum class Kind { Null, Boolean, Number, String, Array, Object };

    Kind kind = Kind::Null;
    QByteArray text;              ///< Boolean: true or false; Number: its digits; String: UTF-8, unescaped
    std::vector<QByteArray> keys; ///< Object: one for each item
    std::vector<JsonNode> items;  ///< Array and Object

    bool isNull() const { return kind == Kind::Null; }
    bool isString() const { return kind == Kind::String; }
    bool isArray() const { return kind == Kind::Array; }
    bool isObject() const { return kind == Kind::Object; }

    /// The member of an object; nullptr when it has none of that name.
    const JsonNode *member(const QByteArray &key) const;
    /// The element of an array, counted from its end when negative; nullptr outside.
    const JsonNode *element(qsizetype index) const;

    static constexpr size_t kDeepest = 200;
    static constexpr size_t kDeepestGiven = 100; ///< for a client's documents, which our answers wrap

    /// Empty when `json` is no JSON, or nests deeper than `deepest`.
    static std::optional<JsonNode> parse(QByteArrayView json, size_t deepest = kDeepest);
    static JsonNode ofString(QByteArray utf8) { return {Kind::String, std::move(utf8), {}, {}}; }
};

/// The document without white space.
QByteArray toCompactJson(const JsonNode &node);
/// The text PostgreSQL gives a jsonb: ", " and ": ", keys by length and then by bytes, numbers without exponents.
QByteArray toJsonbText(const JsonNode &node);
/// `utf8` in quotes, escaped as PostgreSQL escapes it.
QByteArray quotedJson(QByteArrayView utf8);
/// The document without the members that are null, at every depth.
JsonNode withoutNulls(const JsonNode &node);

} // namespace pl::embedded
