#pragma once

#include "models/base/timestamp.h"

#include <algorithm>
#include <optional>

namespace pl::replica {

/// Up to where a table has been read, for asking for `updated_at >=` the newest row seen less 60 s: longer than a
/// statement may take, so no commit slips behind it. While nothing new comes, the 60 s move on with the time that
/// passes here (`now` and `roundBegan` in ms of a clock that nobody sets), so that the last rows of an import are not
/// read again for ever. A row that claims to be from the future moves it no further than the present: else nothing that
/// changes from now on would be read.
class SyncCursor
{
public:
    /// Longer than a statement may take.
    static constexpr qint64 kOverlapSeconds = 60;

    /// `present`: the time by the server's clock.
    void advance(Timestamp updatedAt, Timestamp present, qint64 now)
    {
        updatedAt = std::min(updatedAt, present);
        if (updatedAt <= m_newest)
            return;
        m_newest = updatedAt;
        m_seenAt = now;
        m_settled = 0;
    }
    /// Goes on from a `since()` that was kept, now or by an earlier run.
    static SyncCursor resumed(Timestamp since, qint64 now)
    {
        SyncCursor cursor;
        cursor.m_newest = since.addSeconds(kOverlapSeconds);
        cursor.m_seenAt = now;
        return cursor;
    }
    /// A round that began then has read everything behind `since()`.
    void settle(qint64 roundBegan) { m_settled = std::max(m_settled, roundBegan - m_seenAt); }
    /// None: nothing was read yet.
    std::optional<Timestamp> since() const
    {
        if (m_newest.micros == 0)
            return std::nullopt;
        return m_newest.addSeconds(m_settled / 1000 - kOverlapSeconds);
    }

private:
    Timestamp m_newest;   ///< updated_at of a row seen
    qint64 m_seenAt = 0;  ///< when it came first
    qint64 m_settled = 0; ///< so many ms behind it nothing new had come by the start of a later round
};

} // namespace pl::replica
