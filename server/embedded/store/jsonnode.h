#pragma once

#include <QByteArray>

#include <optional>
#include <vector>

namespace pl::embedded {

/// A JSON document that preserves what PostgreSQL preserves: numbers as written (a double would turn 2.50 into 2.5) and
/// members in order. A repeated key overwrites the earlier one, as in jsonb.
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

    /// The member of an object; nullptr if there is none of that name.
    const JsonNode *member(const QByteArray &key) const;
    /// The element of an array, counted from its end when negative; nullptr outside.
    const JsonNode *element(qsizetype index) const;

    static constexpr size_t kMaxDepth = 200;
    static constexpr size_t kMaxClientDepth = 100; ///< for clients' documents, which our answers wrap

    /// Empty if `json` is not valid JSON or nests deeper than `deepest`.
    static std::optional<JsonNode> parse(QByteArrayView json, size_t deepest = kMaxDepth);
    static JsonNode ofString(QByteArray utf8) { return {Kind::String, std::move(utf8), {}, {}}; }
};

/// The document without white space.
QByteArray toCompactJson(const JsonNode &node);
/// PostgreSQL's text form of jsonb: ", " and ": ", keys by length and then by bytes, numbers without exponents.
QByteArray toJsonbText(const JsonNode &node);
/// `utf8` in quotes, escaped as PostgreSQL escapes it.
QByteArray quotedJson(QByteArrayView utf8);
/// The same, added to `out`.
void addQuotedJson(QByteArray &out, QByteArrayView utf8);
/// The document without the members that are null, at every depth.
JsonNode withoutNulls(const JsonNode &node);

} // namespace pl::embedded
