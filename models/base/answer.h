#pragma once

#include "models/base/onresult.h"

#include <QPromise>

#include <memory>

namespace pl {

/// The result of an operation that takes several steps. Copies share one promise.
template <class T = Done>
class Answer
{
public:
    Answer() { m_promise->start(); }
    QFuture<Result<T>> future() const { return m_promise->future(); }
    /// Call only once.
    void finish(Result<T> result) const
    {
        m_promise->addResult(std::move(result));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<Result<T>>> m_promise = std::make_shared<QPromise<Result<T>>>();
};

/// The result of `change`, which runs once with the future's Result on `owner`'s thread, unless `owner` is destroyed
/// first: what QFuture::then would do (see onResult).
template <class T, class F>
auto thenOn(QObject *owner, const QFuture<Result<T>> &future, F change)
{
    const Answer<typename std::invoke_result_t<F, const Result<T> &>::Value> answer;
    onResult(owner, future,
             [answer, change = std::move(change)](const Result<T> &result) mutable { answer.finish(change(result)); });
    return answer.future();
}

} // namespace pl
