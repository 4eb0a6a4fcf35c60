#pragma once

#include <optional>

namespace pl::bench {

/// What this process has in memory now, in MB; nothing where the system doesn't tell.
std::optional<double> residentMegabytes();

} // namespace pl::bench
