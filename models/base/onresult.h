#pragma once

#include "models/base/later.h"
#include "models/base/result.h"

#include <QFuture>
#include <QFutureWatcher>

#include <mutex>

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

/// A place on the owner's thread that other threads may send to, also while the owner ends.
class LaterReceiver : public QObject
{
public:
    /// What the other threads hold.
    class Door
    {
    public:
        explicit Door(LaterReceiver *receiver) : m_receiver(receiver) {}
        void close()
        {
            const std::lock_guard lock(m_mutex);
            m_receiver = nullptr;
        }
        template <class F>
        void send(F work)
        {
            const std::lock_guard lock(m_mutex); // the receiver can't go away meanwhile
            if (m_receiver)
                QMetaObject::invokeMethod(
                    m_receiver,
                    [receiver = m_receiver, work = std::move(work)]() mutable {
                        receiver->deleteLater();
                        work();
                    },
                    Qt::QueuedConnection);
        }

    private:
        std::mutex m_mutex;
        LaterReceiver *m_receiver;
    };

    explicit LaterReceiver(QObject *owner) : QObject(owner), m_door(std::make_shared<Door>(this)) {}
    ~LaterReceiver() override { m_door->close(); }
    std::shared_ptr<Door> door() const { return m_door; }

private:
    const std::shared_ptr<Door> m_door;
};

/// The same for a value that another thread gives. `receive` is called from the event loop, never at once. It is moved
/// along, not copied: what it holds is let go of on the owner's thread, unless the owner is gone.
template <class T, class F>
void onResult(QObject *owner, Later<Result<T>> later, F receive)
{
    const auto door = (new LaterReceiver(owner))->door();
    later.receive([door, receive = std::move(receive)](std::optional<Result<T>> value) mutable {
        door->send([receive = std::move(receive), value = std::move(value)]() mutable {
            receive(value ? std::move(*value)
                          : Result<T>(Error{ErrorCode::Cancelled, QStringLiteral("The request was given up.")}));
        });
    });
}

} // namespace pl
