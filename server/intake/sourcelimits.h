#pragma once

#include "models/base/result.h"
#include "models/base/timestamp.h"
#include "server/http/message.h"
#include "server/intake/source.h"

#include <QHash>

#include <functional>
#include <mutex>

namespace pl::intake {

/// Enforces each source's limits: leads per minute, counted from the first one, and leads per UTC day. From any thread.
///
/// Counts what this server accepts; `setStored` adds what other servers, or an earlier run, accepted today. A repeat is
/// not a new lead, so it is given back to the day's limit.
class SourceLimits
{
public:
    using Clock = std::function<Timestamp()>;
    explicit SourceLimits(Clock clock = Timestamp::now) : m_clock(std::move(clock)) {}

    /// Which limit was reached, and for how long.
    struct Refusal
    {
        bool isDaily = false;
        Error error; ///< RateLimited
    };
    /// Counts a request of `rows` leads, of which `good` passed validation: all or nothing.
    std::optional<Refusal> take(const Source &source, int rows, int good);
    void giveBack(const Source &source, int good);

    /// Call before asking the store for its number of leads today, …
    void beginStored(const QUuid &source);
    /// … and this with its answer, for the day of `beginStored`.
    void setStored(const QUuid &source, int leads);

    /// RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-11); none if there are no limits.
    http::Headers headers(const Source &source);

private:
    struct Use
    {
        qint64 minuteBegan = 0; // seconds since 1970
        int inMinute = 0;
        qint64 day = 0; // days since 1970
        int ownToday = 0;
        int storedToday = 0; // of them, or of others …
        int ownWhenStored = 0;
        qint64 askedDay = -1;
        int ownWhenAsked = 0;

        int today() const { return std::max(ownToday, storedToday + ownToday - ownWhenStored); }
    };
    Use &useOf(const QUuid &source, qint64 now);
    qint64 seconds() const { return m_clock().micros / 1'000'000; }

    const Clock m_clock;
    std::mutex m_mutex;
    QHash<QUuid, Use> m_uses;
};

} // namespace pl::intake
