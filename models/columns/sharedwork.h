#pragma once

#include <cstddef>
#include <functional>

namespace pl::columns {

/// Calls `work(first, end)` for parts of so many things, each of which has `least` of them or more: on this thread, and
/// beside it on others. Returns when all calls have. Never waits for a thread that hasn't begun.
void shareWork(std::size_t count, std::size_t least,
               const std::function<void(std::size_t first, std::size_t end)> &work);

} // namespace pl::columns
