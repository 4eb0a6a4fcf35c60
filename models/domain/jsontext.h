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

} // namespace pl
