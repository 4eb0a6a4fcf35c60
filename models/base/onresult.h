#pragma once

#include "models/base/later.h"
#include "models/base/result.h"

#include <QFuture>
#include <QFutureWatcher>

#include <mutex>

namespace pl {

/// Calls `receive` once with the future's Result on `owner`'s thread, unless `owner` is destroyed first. Always receive
/// answers this way, through a QFutureWatcher owned by the receiver: QFuture::then with a context asserts in Qt 6.4
/// when the context dies first. A future canceled without a result is received as ErrorCode::Cancelled.
template <class T, class F>
void onResult(QObject *owner, const QFuture<Result<T>> &future, F receive)
{
    auto *watcher = new QFutureWatcher<Result<T>>(owner);
    QObject::connect(watcher, &QFutureWatcherBase::finished, owner, [watcher, receive = std::move(receive)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0)
            receive(watcher->result());
        else
            receive(Result<T>(Error{ErrorCode::Cancelled, QStringLiteral("The request was canceled.")}));
    });
    watcher->setFuture(future);
}

/// Lets other threads send work to the owner's thread, even while the owner is being destroyed.
class LaterReceiver : public QObject
{
public:
    /// The other threads' handle.
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

/// The same for a value from another thread. `receive` is called from the event loop, never immediately. It is moved,
/// not copied, so its captures are destroyed on the owner's thread unless the owner is gone.
template <class T, class F>
void onResult(QObject *owner, Later<Result<T>> later, F receive)
{
    const auto door = (new LaterReceiver(owner))->door();
    later.receive([door, receive = std::move(receive)](std::optional<Result<T>> value) mutable {
        door->send([receive = std::move(receive), value = std::move(value)]() mutable {
            receive(value ? std::move(*value)
                          : Result<T>(Error{ErrorCode::Cancelled, QStringLiteral("The request was canceled.")}));
        });
    });
}

} // namespace pl
