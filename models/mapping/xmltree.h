#pragma once

#include "models/base/result.h"

#include <QString>

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// An XML document as a tree (bodyreader.h has the rules). InvalidInput for one with a document type, an entity of its
/// own, or too much of anything.
Result<nlohmann::json> xmlTree(const QString &text);

} // namespace pl::mapping
