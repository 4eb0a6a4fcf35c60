#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace pl {

/// The text without invisible characters: Unicode's default-ignorable code points (zero-width characters, soft hyphens,
/// direction controls, variation selectors, fillers) and the blank Braille pattern. All incoming text goes through this
/// before it is validated: text that looks empty must be empty, and texts that look alike must be equal.
QString withoutInvisible(const QString &text);
/// The same for all names and strings in a value.
nlohmann::json withoutInvisible(const nlohmann::json &value);

} // namespace pl
