#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace pl::app {

/// Keeps refresh tokens safe from other programs and people. Every call finishes exactly once, and soon.
class TokenStore
{
public:
    virtual ~TokenStore() = default;

    /// NotFound: there is no token, or the store is locked (some keychains can't tell), so it doesn't mean "signed
    /// out". All calls: Forbidden if the store is known to be locked or the person refused, TimedOut if it does not
    /// answer, Unavailable if there is none.
    virtual QFuture<Result<QByteArray>> read(const QString &name) = 0;
    virtual QFuture<Result<>> write(const QString &name, const QByteArray &token) = 0;
    virtual QFuture<Result<>> remove(const QString &name) = 0;
};

} // namespace pl::app
