#pragma once

#include <QtGlobal>

#include <optional>

namespace pl::bench {

/// What this process has in memory now, in MB; nothing where the system doesn't tell.
std::optional<double> residentMegabytes();
/// How many seconds of a processor another process has taken.
std::optional<double> processorSeconds(qint64 processId);

} // namespace pl::bench
