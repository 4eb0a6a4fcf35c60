#pragma once

#include "models/base/timestamp.h"

#include <QUuid>

#include <nlohmann/json.hpp>

namespace pl::demo {

/// What came to a sample office and could not become a lead by itself, as rows of `intake_items`: of several causes,
/// two of which go when a mapping is saved.
nlohmann::json intakeRows(Timestamp now, const QUuid &website);

} // namespace pl::demo
