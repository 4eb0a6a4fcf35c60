#pragma once

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// The lines "Label: value" of a text as members, a label that repeats as an array; lines below one belong to it. What
/// stands above the first label, or all of a text without labels, is "text".
nlohmann::json textTree(const QString &text);

} // namespace pl::mapping
