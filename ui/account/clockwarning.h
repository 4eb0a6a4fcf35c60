#pragma once

#include <QString>

#include <chrono>

namespace pl::ui {

/// A sentence about this computer's clock when it is `ahead` of the server's (negative: behind) by so much that it
/// matters; else empty.
QString clockWarning(std::chrono::seconds ahead);

} // namespace pl::ui
