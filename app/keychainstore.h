#pragma once

#include "app/tokenstore.h"

#include <QThread>

#include <chrono>
#include <functional>
#include <memory>

namespace QKeychain {
class Job;
}

namespace pl::app {

/// The system's keychain: Windows Credential Manager, macOS Keychain, Secret Service or KWallet. Its calls can block or
/// never return, so they run on a separate thread and end with TimedOut after the time-out.
class KeychainStore : public QObject, public TokenStore
{
    Q_OBJECT

public:
    explicit KeychainStore(QObject *parent = nullptr, std::chrono::milliseconds timeout = std::chrono::seconds(5));
    ~KeychainStore() override;

    QFuture<Result<QByteArray>> read(const QString &name) override;
    QFuture<Result<>> write(const QString &name, const QByteArray &token) override;
    QFuture<Result<>> remove(const QString &name) override;

private:
    template <class T>
    QFuture<Result<T>> run(std::function<QKeychain::Job *()> makeJob,
                           std::function<Result<T>(QKeychain::Job &)> outcome);

    std::chrono::milliseconds m_timeout;
    std::unique_ptr<QThread> m_thread;
    QObject *m_worker; ///< lives on the thread
};

} // namespace pl::app
