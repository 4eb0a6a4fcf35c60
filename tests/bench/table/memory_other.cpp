#include "tests/bench/table/memory.h"

namespace pl::bench {

std::optional<double> residentMegabytes()
{
    return {};
}

std::optional<double> processorSeconds(qint64)
{
    return {};
}

} // namespace pl::bench
