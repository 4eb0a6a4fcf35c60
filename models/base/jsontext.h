#pragma once

#include "models/base/bytebuilder.h"
#include "models/base/result.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace pl {

/// Parses a text; never throws. `what` names the thing in the message ("the answer", "the request body"). Text nested
/// deeper than 64 levels is refused: copying and writing a value take stack by its depth, and the text may be
/// anybody's.
Result<nlohmann::json> parseJson(const QByteArray &text, const QString &what);
/// The fields of one JSON object whose values are mostly texts, without a json value for each: for what is read
/// thousands of times a second.
class JsonFields
{
public:
    static constexpr std::size_t kMaxFields = 32;

    /// Nothing when the text is no such object, or not a usual one (more than `kMaxFields`, texts that simdjson does
    /// not like): then parseJson says what it is, or what is wrong with it.
    static std::optional<JsonFields> read(const QByteArray &text);

    struct Field
    {
        std::string name;
        std::optional<QString> text;
        nlohmann::json value; ///< if it is no text
    };
    /// In the text's order; of a name that comes twice, the last value.
    const std::vector<Field> &all() const { return m_fields; }

private:
    std::vector<Field> m_fields;
};

/// Writes a value; text that is not valid UTF-8 is replaced, never thrown at.
QByteArray dumpJson(const nlohmann::json &value);

/// An object, written field by field where there is no need of a value to write from. It comes out as dumpJson would
/// write it if the fields are added in the order of their names.
class JsonObjectText
{
public:
    /// `name` needs no escapes.
    void add(const char *name, const QString &text);
    void add(const char *name, const nlohmann::json &value);
    /// The whole object; then it begins anew.
    QByteArray take();

private:
    void addName(QByteArrayView name);
    void addPlain(const QString &text);

    ByteBuilder<1024> m_text;
};

} // namespace pl
