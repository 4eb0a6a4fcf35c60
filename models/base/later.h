#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace pl {

/// A value that arrives later, once, possibly from another thread. QFuture is meant for this, but Qt 6.4 runs a
/// continuation twice, which crashes, when `then` is called while another thread finishes the promise:
/// QFutureInterfaceBase::setContinuation keeps the continuation that it has just run, and runContinuation finds it
/// there. So QFuture is used where both ends are on one thread, and Later where they are not.
///
/// Copies share the value. Either read it any number of times (`now`, `result`) or receive it once (`receive`, `then`,
/// onResult). Each thread needs its own copy.
template <class T>
class Later
{
public:
    /// Gets nothing if the promise was destroyed without giving a value.
    using Receive = std::function<void(std::optional<T>)>;

    /// A value that is already there.
    Later(T value) : m_now(std::move(value)) {}

    bool isFinished() const { return m_now || m_state->isGiven(); }

    /// The value, if it has arrived.
    std::optional<T> now() const { return m_now ? m_now : m_state->now(); }

    /// Blocks until the value arrives. Not for threads with an event loop, nor for the thread that gives it. Throws
    /// std::bad_optional_access if the value will never arrive.
    T result() const { return m_now ? *m_now : m_state->wait().value(); }

    /// Calls `receive` on the thread that gives the value; if the value is already there, immediately.
    void receive(Receive receive)
    {
        if (m_now)
            receive(std::exchange(m_now, std::nullopt));
        else
            m_state->receive(std::move(receive));
    }

    /// The result of `change`, which runs on the thread that gives the value. If `change` throws there, no value is
    /// given.
    template <class F>
    auto then(F change)
    {
        using Next = std::decay_t<std::invoke_result_t<F, T>>;
        if (m_now)
            return Later<Next>(change(*std::exchange(m_now, std::nullopt)));
        auto promise = std::make_shared<typename Later<Next>::Promise>();
        const auto later = promise->later();
        m_state->receive([promise, change = std::move(change)](std::optional<T> value) mutable {
            try {
                if (value)
                    promise->give(change(std::move(*value)));
            } catch (...) {
                promise->give(std::nullopt);
            }
        });
        return later;
    }

private:
    class State
    {
    public:
        void give(std::optional<T> value)
        {
            Receive receive;
            {
                const std::lock_guard lock(m_mutex);
                if (std::exchange(m_isGiven, true))
                    return;
                if (m_receive)
                    receive = std::exchange(m_receive, nullptr);
                else
                    m_value = std::move(value);
            }
            if (receive)
                receive(std::move(value)); // NOLINT(bugprone-use-after-move): it was moved only where nobody waited
            else
                m_given.notify_all();
        }

        void receive(Receive receive)
        {
            {
                const std::lock_guard lock(m_mutex);
                if (!m_isGiven) {
                    m_receive = std::move(receive);
                    return;
                }
            }
            receive(std::exchange(m_value, std::nullopt));
        }

        bool isGiven()
        {
            const std::lock_guard lock(m_mutex);
            return m_isGiven;
        }

        std::optional<T> now()
        {
            const std::lock_guard lock(m_mutex);
            return m_value;
        }

        std::optional<T> wait()
        {
            std::unique_lock lock(m_mutex);
            m_given.wait(lock, [this] { return m_isGiven; });
            return m_value;
        }

    private:
        std::mutex m_mutex; // guards the members below
        std::condition_variable m_given;
        bool m_isGiven = false;
        std::optional<T> m_value;
        Receive m_receive;
    };

public:
    /// The end that gives the value. If it is destroyed without giving one, the receiver gets nothing.
    class Promise
    {
    public:
        Promise() : m_state(std::make_shared<State>()) {}
        Promise(Promise &&) noexcept = default;
        Promise &operator=(Promise &&) = delete;
        ~Promise()
        {
            if (m_state)
                m_state->give(std::nullopt);
        }

        Later later() const { return Later(m_state); }
        /// From any thread. Only the first value counts.
        void give(std::optional<T> value) { m_state->give(std::move(value)); }

    private:
        std::shared_ptr<State> m_state;
    };

private:
    explicit Later(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    std::optional<T> m_now;
    std::shared_ptr<State> m_state;
};

} // namespace pl
