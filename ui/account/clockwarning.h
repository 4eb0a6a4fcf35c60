#pragma once

#include <QString>

#include <chrono>

namespace pl::ui {

/// A warning when this computer's clock is two minutes or more `ahead` of the server's (negative: behind); else empty.
QString clockWarning(std::chrono::seconds ahead);

} // namespace pl::ui
