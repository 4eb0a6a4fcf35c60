#pragma once

#include "models/base/bytebuilder.h"
#include "models/base/result.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace pl {

/// Parses a text; never throws. `what` names the text in the error message ("the answer", "the request body"). Text
/// nested deeper than 64 levels is refused: copying and writing a value recurse, and the text is untrusted.
Result<nlohmann::json> parseJson(const QByteArray &text, const QString &what);
/// The fields of one JSON object whose values are mostly strings, without a json value for each, for code that runs
/// thousands of times a second.
class JsonFields
{
public:
    static constexpr std::size_t kMaxFields = 32;

    /// Empty when the text is not such an object, has more than `kMaxFields` fields, or simdjson rejects it: then use
    /// parseJson, which also accepts unusual JSON and says what is wrong.
    static std::optional<JsonFields> read(const QByteArray &text);

    struct Field
    {
        std::string name;
        std::optional<QString> text;
        nlohmann::json value; ///< if it is not a string
    };
    /// In the order of the text; the last value of a repeated name.
    const std::vector<Field> &all() const { return m_fields; }

private:
    std::vector<Field> m_fields;
};

/// Writes a value; replaces invalid UTF-8 and never throws.
QByteArray dumpJson(const nlohmann::json &value);

/// Writes an object field by field, without building a json value first. The result equals dumpJson's if the fields are
/// added in alphabetical order.
class JsonObjectText
{
public:
    /// `name` must not need escaping.
    void add(const char *name, const QString &text);
    void add(const char *name, const nlohmann::json &value);
    /// Returns the whole object and starts a new one.
    QByteArray take();

private:
    void addName(QByteArrayView name);
    void addPlain(const QString &text);

    ByteBuilder<1024> m_text;
};

} // namespace pl
