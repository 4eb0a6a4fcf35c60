#pragma once

#include "models/base/result.h"

#include <QFuture>
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

} // namespace pl
