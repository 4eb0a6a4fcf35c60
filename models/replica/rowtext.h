#pragma once

#include <QString>

#include <initializer_list>
#include <string>
#include <string_view>

namespace pl::replica {

/// Texts folded for searching (models/base/foldedtext.h), with a line feed between two and without other control
/// characters, but kPartEnd of models/columns.
std::string foldedParts(std::initializer_list<QString> texts);

/// One of them.
std::string_view foldedPart(std::string_view text, std::size_t part);

} // namespace pl::replica
