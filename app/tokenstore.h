#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace pl::app {

/// Keeps refresh tokens where other programs and people don't find them. Every call finishes exactly once and soon.
class TokenStore
{
public:
    virtual ~TokenStore() = default;

    /// NotFound: there is none, or the store is locked (some keychains can't tell); so it doesn't mean "signed out".
    /// All calls: Forbidden when the store is known to be locked or the person refused, TimedOut when it does not
    /// answer, Unavailable when there is none.
    virtual QFuture<Result<QByteArray>> read(const QString &name) = 0;
    virtual QFuture<Result<>> write(const QString &name, const QByteArray &token) = 0;
    virtual QFuture<Result<>> remove(const QString &name) = 0;
};

} // namespace pl::app
