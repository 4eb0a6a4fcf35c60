#pragma once

#include "models/domain/result.h"

#include <QFuture>
#include <QFutureWatcher>

namespace pl {

/// Calls `receive` with the future's Result on `owner`'s thread, once, unless `owner` is gone by then. This is the way
/// to receive an answer: a QFutureWatcher owned by the receiver (QFuture::then with a context asserts in Qt 6.4 when
/// the context dies first). A future that was cancelled without a result is received as ErrorCode::Cancelled.
template <class T, class F>
void onResult(QObject *owner, const QFuture<Result<T>> &future, F receive)
{
    auto *watcher = new QFutureWatcher<Result<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, receive = std::move(receive)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            receive(watcher->result());
        else
            receive(Result<T>(Error{ErrorCode::Cancelled, QStringLiteral("The request was given up.")}));
    });
    watcher->setFuture(future);
}

} // namespace pl
