#pragma once

#include "models/base/backoff.h"
#include "models/base/call.h"

#include <QTimer>

namespace pl::replica {

/// A call that goes on asking, with growing pauses, while the store can't be reached. T as Call's.
template <class T>
class StubbornCall : public Call<T>
{
public:
    /// It ends at the next step; what was asked already is waited for.
    void cancel() { m_isCancelled = true; }

protected:
    StubbornCall(std::chrono::milliseconds firstPause, QObject *parent)
        : Call<T>(parent), m_backoff(firstPause, std::max(firstPause, std::chrono::milliseconds(30'000)))
    {
    }
    bool isCancelled() const { return m_isCancelled; }
    /// Whether it still waits for a store that can't be reached; otherwise it ends, Cancelled.
    virtual bool goesOnWaiting() const { return !m_isCancelled; }

    static bool isPassing(const Error &error)
    {
        return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
               error.code == ErrorCode::RateLimited;
    }
    /// It asked for too much at once: our time limit ended it, or the database's (query_canceled).
    static bool isTimeLimit(const Error &error)
    {
        return error.code == ErrorCode::TimedOut || error.remoteCode == u"57014";
    }
    /// `ask` gives a future and may be called several times; `then` gets its Result, which is no passing failure.
    /// `isDivisible`: the same would take too long again, so a time limit goes to `then`, which asks for less.
    template <class V>
    void insist(const std::function<QFuture<Result<V>>()> &ask, const std::function<void(const Result<V> &)> &then,
                bool isDivisible = false)
    {
        onResult(this, ask(), [this, ask, then, isDivisible](const Result<V> &result) {
            if (!result && isPassing(result.error()) && !(isDivisible && isTimeLimit(result.error()))) {
                if (!goesOnWaiting())
                    return this->onError({ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")});
                const auto pause = m_backoff.nextSpread(result.error().retryAfterSeconds);
                QTimer::singleShot(pause, this, [this, ask, then, isDivisible] { insist<V>(ask, then, isDivisible); });
                return;
            }
            m_backoff.reset();
            then(result);
        });
    }
    /// The same, when any other failure ends the call.
    template <class V>
    void need(const std::function<QFuture<Result<V>>()> &ask, const std::function<void(const V &)> &then)
    {
        insist<V>(ask, [this, then](const Result<V> &result) {
            if (!result)
                return this->onError(result.error());
            then(*result);
        });
    }

private:
    Backoff m_backoff;
    bool m_isCancelled = false;
};

} // namespace pl::replica
