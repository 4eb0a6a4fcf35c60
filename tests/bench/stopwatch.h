#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace pl::bench {

/// Milliseconds that `work` takes: the median of an odd number of runs.
template <class F>
double medianMs(int runs, F &&work)
{
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work(i);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace pl::bench
