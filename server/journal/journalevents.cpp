// The part of JournalStore that adds events.

#include "server/journal/journalstore.h"

namespace pl::journal {

namespace {

constexpr int kEventParameters = 5;

} // namespace

Result<EventReceipt> JournalStore::addEvent(const EventSubmission &event)
{
    const EventSubmission *const one = &event;
    return std::move(addEvents({&one, 1}).front());
}

std::vector<Result<EventReceipt>> JournalStore::addEvents(Events events)
{
    std::vector<Result<EventReceipt>> receipts;
    receipts.reserve(events.size());
    for (std::size_t i = m_addEvents.size(); i-- > 0;)
        for (const std::size_t many = std::size_t(1) << i; events.size() >= many; events = events.subspan(many))
            insert(*m_addEvents[i], events.first(many), receipts);
    return receipts;
}

/// One that failed must not fail the others, so then each is looked for, and added alone if it isn't there: SQLite may
/// have kept the ones before it.
void JournalStore::insert(sqlite::SqliteStatement &statement, Events events,
                          std::vector<Result<EventReceipt>> &receipts)
{
    std::array<qint64, std::size_t(1) << (kAddStatements - 1)> made{};
    for (std::size_t i = 0; i < events.size(); ++i) {
        const EventSubmission &event = *events[i];
        made[i] = nextSequence(event.receivedAt);
        const int first = int(i) * kEventParameters + 1;
        statement.bind(first, made[i]).bindText(first + 1, event.kind).bindBlob(first + 2, event.key);
        statement.bindBlob(first + 3, event.payload).bind(first + 4, event.receivedAt.micros);
    }
    const auto ran = statement.run();
    const bool areAllNew = ran && std::size_t(m_db.changes()) == events.size();
    const bool isTriedAlone = !ran && events.size() > 1 && m_db.isInTransaction();
    const auto isKept = [&](std::size_t i) {
        const auto there = keptSequence(*events[i]);
        return there && *there == made[i];
    };
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (areAllNew || (isTriedAlone && isKept(i)))
            receipts.push_back(EventReceipt{});
        else if (ran)
            receipts.push_back(receiptOf(*events[i], made[i]));
        else if (isTriedAlone)
            insert(*m_addEvents.front(), events.subspan(i, 1), receipts);
        else
            receipts.emplace_back(ran.error());
    }
}

/// The result for an event that was inserted: it is in the table, or an earlier one prevented it.
Result<EventReceipt> JournalStore::receiptOf(const EventSubmission &event, qint64 sequence)
{
    const auto there = keptSequence(event);
    if (!there)
        return there.error();
    if (!*there)
        return Error{ErrorCode::Internal, QStringLiteral("The journal did not accept the event.")};
    return EventReceipt{**there != sequence};
}

Result<std::optional<qint64>> JournalStore::keptSequence(const EventSubmission &event)
{
    const auto row = m_byEvent->bindText(1, event.kind).bindBlob(2, event.key).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<qint64>();
    const qint64 sequence = m_byEvent->integer(0);
    m_byEvent->reset();
    return std::optional(sequence);
}

} // namespace pl::journal
