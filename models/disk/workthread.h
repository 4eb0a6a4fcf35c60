#pragma once

#include "models/base/later.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace pl::disk {

/// A thread that does one piece of work after another, in the order in which they came. `run` may be called by any
/// thread. The destructor waits until all of it is done.
class WorkThread
{
public:
    WorkThread() : m_thread([this] { work(); }) {}
    ~WorkThread();
    WorkThread(const WorkThread &) = delete;
    WorkThread &operator=(const WorkThread &) = delete;

    /// What `work` returns, later.
    template <class F>
    auto run(F work) -> Later<std::invoke_result_t<F>>
    {
        using Value = std::invoke_result_t<F>;
        auto promise = std::make_shared<typename Later<Value>::Promise>();
        const auto later = promise->later();
        post([promise, work = std::move(work)]() mutable { promise->give(work()); });
        return later;
    }
    void post(std::function<void()> piece);

private:
    void work();
    std::function<void()> next();

    std::mutex m_mutex; // guards the members below
    std::condition_variable m_came;
    std::deque<std::function<void()>> m_pieces;
    bool m_isEnding = false;
    std::thread m_thread; // uses the others
};

} // namespace pl::disk
