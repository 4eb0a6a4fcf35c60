#include "tests/bench/table/memory.h"

namespace pl::bench {

std::optional<double> residentMegabytes()
{
    return {};
}

} // namespace pl::bench
