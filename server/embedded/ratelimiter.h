#pragma once

#include "models/domain/timestamp.h"

#include <QHash>
#include <QList>
#include <QMutex>
#include <QString>

namespace pl::embedded {

/// Lets each address do something so many times in any stretch of `windowSeconds`. From any thread.
class RateLimiter
{
public:
    RateLimiter(int most, int windowSeconds) : m_most(most), m_windowSeconds(windowSeconds) {}

    /// Counts one more, and gives the seconds to wait when that is too many; 0 when it is not.
    int waitFor(const QString &address, Timestamp now);

private:
    void forgetBefore(Timestamp oldest);

    const int m_most;
    const int m_windowSeconds;
    QMutex m_mutex;
    QHash<QString, QList<Timestamp>> m_times;
};

} // namespace pl::embedded
