#include "models/columns/sharedwork.h"

#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <latch>
#include <memory>

namespace pl::columns {
namespace {

constexpr int kMostThreads = 4;           ///< memory gives no more bytes to more of them
constexpr std::size_t kPartsOfThread = 4; ///< one may be busy with something else

int threads()
{
    return std::clamp(QThread::idealThreadCount(), 1, kMostThreads);
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

} // namespace

void shareWork(std::size_t count, std::size_t least, const std::function<void(std::size_t, std::size_t)> &work)
{
    const std::size_t most = kPartsOfThread * static_cast<std::size_t>(threads());
    const std::size_t parts = std::min(count / least, most);
    if (threads() == 1 || parts < 2)
        return work(0, count);
    const auto shared = std::make_shared<Shared>(count, parts, work);
    for (int thread = 1; thread < threads(); ++thread)
        if (!QThreadPool::globalInstance()->tryStart([shared] { shared->run(); }))
            break;
    shared->run();
    shared->left.wait();
}

} // namespace pl::columns
