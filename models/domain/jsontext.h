#pragma once

#include "models/domain/result.h"

#include <nlohmann/json.hpp>

namespace pl {

/// Parses a text; never throws. `what` names the thing in the message ("the answer", "the request body"). Text nested
/// deeper than 64 levels is refused: copying and writing a value take stack by its depth, and the text may be
/// anybody's.
Result<nlohmann::json> parseJson(const QByteArray &text, const QString &what);
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
    void addName(const char *name);

    QByteArray m_text;
};

} // namespace pl
