#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace pl {

/// The text without what nobody sees: Unicode's default-ignorable code points (zero-width and soft hyphens, turns of
/// the writing's direction, variation selectors, fillers) and the blank Braille pattern. Each text that comes in goes
/// through this before it is checked: what looks like nothing must be nothing, and what looks the same must be the
/// same.
QString withoutInvisible(const QString &text);
/// The same in all names and texts of a value.
nlohmann::json withoutInvisible(const nlohmann::json &value);

} // namespace pl
