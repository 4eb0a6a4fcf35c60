#pragma once

#include "server/intake/hookentry.h"
#include "server/intake/source.h"

#include <functional>
#include <mutex>

namespace pl::intake {

/// How much of what is refused is kept for people to sort. A form's key is public, and whoever floods the form must
/// not fill the page To sort, the journal, and the store. From any thread.
///
/// Counts each source by itself, in minutes from the first refusal and in UTC days, since this server started. A repeat
/// is not kept again, so it is given back.
class RefusalBound
{
public:
    struct Most
    {
        int inMinute;
        int inDay;
        qint64 bytesInDay;
        bool operator==(const Most &) const = default;
    };
    /// A program may have an array of a thousand leads refused at once.
    static Most mostOf(Source::Kind kind);

    using Clock = std::function<Timestamp()>;
    explicit RefusalBound(Clock clock = Timestamp::now) : m_clock(std::move(clock)) {}

    Timestamp now() const { return m_clock(); }

    struct Share
    {
        QList<HookEntry> kept;
        int dropped = 0;
    };
    /// What of `refused` is to be kept. The first time in a day that it isn't all of it, an entry that says so is added
    /// for people: the same one by any server, so there is one item a source and day.
    Share take(const Source &source, const QList<HookEntry> &refused);

    /// Names an entry of a Share without holding its body.
    struct Ticket
    {
        QUuid source;
        qint64 bytes = 0;
        bool isNotice = false;
    };
    static Ticket ticketOf(const HookEntry &entry);
    /// What became of an entry. What isn't in the journal for the first time is given back.
    void settle(const Ticket &ticket, const std::optional<Result<journal::EventReceipt>> &receipt);

private:
    struct Use
    {
        qint64 minuteBegan = 0; // seconds since 1970
        int inMinute = 0;
        qint64 day = 0; // days since 1970
        int today = 0;
        qint64 bytesToday = 0;
        bool isNoticed = false; // today
    };
    Use &useOf(const QUuid &source);

    const Clock m_clock;
    std::mutex m_mutex;
    QHash<QUuid, Use> m_uses;
};

} // namespace pl::intake
