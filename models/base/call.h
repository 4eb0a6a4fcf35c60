#pragma once

#include "models/base/onresult.h"

#include <QObject>
#include <QPromise>

namespace pl {

/// One piece of work with many steps and one outcome. A child of whoever asked for it; deletes itself when it has
/// finished; destroyed before that, it finishes as Cancelled.
template <class T = Done>
class Call : public QObject
{
public:
    ~Call() override { settle(Error{ErrorCode::Cancelled, QStringLiteral("The work was given up.")}); }

    /// Once, before anything else.
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
    /// A step that fails ends the work, unless the kind of work knows better.
    virtual void onError(const Error &error) { finish(error); }
    /// The next step, with the value of the one before.
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
