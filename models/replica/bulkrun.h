#pragma once

#include "models/base/backoff.h"
#include "models/replica/officecommands.h"

#include <QTimer>

#include <deque>

namespace pl::replica {

/// One lead of a bulk run, and what became of it.
struct BulkRow
{
    enum class End {
        Open, ///< not answered yet, or never sent because the run was canceled
        Done,
        Lost,   ///< somebody was faster: `lost` says who
        Refused ///< `error` says why
    };

    Lead seen;
    End end = End::Open;
    Lead now; ///< of a row that is done: as it was written
    std::optional<SomebodyWasFaster> lost;
    Error error;
    bool isRepeated = false; ///< an answer to it may have been lost on the way
};

/// How a bulk run writes a row.
struct BulkWrite
{
    /// Writes the row that was seen.
    std::function<QFuture<Result<LeadWrite>>(const Lead &seen)> send;
    /// Whether `now` is what this write makes of `seen`: it was written, but the answer was lost on the way. Only asked
    /// about rows that were sent more than once. None: never.
    std::function<bool(const Lead &seen, const Lead &now)> isMade;
    /// Whether a row whose answer was lost may be sent again.
    bool mayRepeat = true;
};

/// Writes many leads, one by one and at most kAtOnce at the same time. Without a connection it waits and goes on by
/// itself; a row that is refused, or that somebody else changed first, doesn't stop the others. Lives on the replica's
/// thread.
class BulkRun : public QObject
{
    Q_OBJECT

public:
    static constexpr int kAtOnce = 6;

    BulkRun(const QList<Lead> &leads, BulkWrite write, QObject *parent = nullptr,
            Backoff backoff = Backoff(std::chrono::seconds(1), std::chrono::seconds(15)));

    /// Once. Then finished() comes exactly once, from the event loop.
    void start();
    /// Sends no more rows. Those on their way are awaited.
    void cancel();

    /// In the order they were given.
    const QList<BulkRow> &rows() const { return m_rows; }
    /// How many have been answered for good.
    int answered() const { return m_answered; }
    int total() const { return static_cast<int>(m_rows.size()); }
    int countOf(BulkRow::End end) const;
    bool isCanceled() const { return m_isCanceled; }
    /// Without a connection; it tries again by itself.
    bool isWaiting() const { return m_isWaiting; }

Q_SIGNALS:
    void progressed(int answered, int total);
    void waitingChanged(bool isWaiting);
    void finished();

private:
    void goOn();
    void sendRow(qsizetype i);
    void take(qsizetype i, const Result<LeadWrite> &outcome);
    void settle(BulkRow &row, const Result<LeadWrite> &outcome) const;
    void waitFor(const Error &error);
    void setWaiting(bool waits);

    QList<BulkRow> m_rows;
    BulkWrite m_write;
    Backoff m_backoff;
    QTimer m_pause;
    std::deque<qsizetype> m_queue;
    int m_open = 0;
    int m_answered = 0;
    bool m_isCanceled = false;
    bool m_isWaiting = false;
    bool m_isFinished = false;
};

} // namespace pl::replica
