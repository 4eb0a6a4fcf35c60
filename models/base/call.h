#pragma once

#include "models/base/onresult.h"

#include <QObject>
#include <QPromise>

namespace pl {

/// An asynchronous operation with several steps and one result. Owned by its parent; deletes itself when finished. If
/// destroyed earlier, it finishes as Cancelled.
template <class T = Done>
class Call : public QObject
{
public:
    ~Call() override { settle(Error{ErrorCode::Cancelled, QStringLiteral("The operation was canceled.")}); }

    /// Call once, before anything else.
    QFuture<Result<T>> start()
    {
        m_promise.start();
        const auto future = m_promise.future();
        run();
        return future;
    }

protected:
    using QObject::QObject;
    virtual void run() = 0;
    /// Called when a step fails. The default ends the operation with that error.
    virtual void onError(const Error &error) { finish(error); }
    /// Runs `next` with the future's value, or onError() with its error.
    template <class V, class F>
    void then(const QFuture<Result<V>> &future, F next)
    {
        onResult(this, future, [this, next = std::move(next)](const Result<V> &result) mutable {
            result ? next(*result) : onError(result.error());
        });
    }
    void finish(const Result<T> &outcome)
    {
        if (settle(outcome))
            deleteLater();
    }

private:
    bool settle(const Result<T> &outcome)
    {
        if (m_isFinished)
            return false;
        m_isFinished = true;
        m_promise.addResult(outcome);
        m_promise.finish();
        return true;
    }

    QPromise<Result<T>> m_promise;
    bool m_isFinished = false;
};

} // namespace pl
