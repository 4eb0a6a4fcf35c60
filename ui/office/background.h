#pragma once

#include "models/base/onresult.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <utility>

namespace pl::ui {

/// What a worker tells while it works, and whether it should stop. Shared by both threads.
struct WorkState
{
    std::atomic<bool> isCancelled{false};
    std::atomic<int> percent{0};
};

/// Runs `work`, which gives a Result<T>, on another thread, and `receive` on the owner's, unless the owner is gone by
/// then.
template <class T, class Work, class Receive>
void inBackground(QObject *owner, Work work, Receive receive)
{
    const auto promise = std::make_shared<typename Later<Result<T>>::Promise>();
    onResult(owner, promise->later(), std::move(receive));
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] { promise->give(work()); });
}

/// Lets go of what may be large on another thread: a million rows take a second. `held` is null then.
template <class T>
void dropInBackground(std::shared_ptr<T> &held)
{
    if (held)
        QThreadPool::globalInstance()->start([held = std::exchange(held, nullptr)] {});
}

} // namespace pl::ui
