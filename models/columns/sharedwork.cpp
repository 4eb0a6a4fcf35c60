#include "models/columns/sharedwork.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>
#include <system_error>
#include <thread>

namespace pl::columns {
namespace {

constexpr std::size_t kMostThreads = 4;   ///< memory gives no more bytes to more of them
constexpr std::size_t kPartsOfThread = 4; ///< one may be busy with something else

std::size_t threads()
{
    return std::clamp(std::size_t(std::thread::hardware_concurrency()), std::size_t(1), kMostThreads);
}

/// Lives until the last thread has seen that nothing is left, which may be after the work is done.
struct Shared
{
    using Work = std::function<void(std::size_t, std::size_t)>;
    Shared(std::size_t all, std::size_t pieces, const Work &what)
        : count(all), parts(pieces), work(what), left(static_cast<std::ptrdiff_t>(pieces))
    {
    }
    void run()
    {
        for (std::size_t part = next++; part < parts; part = next++) {
            work(part * count / parts, (part + 1) * count / parts);
            left.count_down();
        }
    }

    const std::size_t count;
    const std::size_t parts;
    const Work &work; ///< is there as long as parts are left
    std::atomic<std::size_t> next{0};
    std::latch left;
};

/// Starting one takes a twentieth of a millisecond. A system that has no more of them leaves the work to the others.
void startThread(const std::shared_ptr<Shared> &shared)
{
    try {
        std::thread([shared] { shared->run(); }).detach();
    } catch (const std::system_error &) {
    }
}

} // namespace

void shareWork(std::size_t count, std::size_t least, const std::function<void(std::size_t, std::size_t)> &work)
{
    const std::size_t helpers = threads() - 1;
    const std::size_t parts = std::min(count / least, kPartsOfThread * threads());
    if (helpers == 0 || parts < 2)
        return work(0, count);
    const auto shared = std::make_shared<Shared>(count, parts, work);
    for (std::size_t helper = 0; helper < std::min(helpers, parts - 1); ++helper)
        startThread(shared);
    shared->run();
    shared->left.wait();
}

} // namespace pl::columns
