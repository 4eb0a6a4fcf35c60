#pragma once

#include "models/base/backoff.h"
#include "server/journal/journal.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace pl::journal {

/// Delivers entries in order, all or none. Called on the forwarder's thread, one batch at a time; the future must
/// finish, on any thread. May receive entries again that it has already delivered (after a lost answer or a crash), so
/// delivering twice must change nothing. An error for which `isAboutTheData` (refusal.h) holds means that one of the
/// entries can never be delivered; any other error, that none can be delivered now.
using EventSink = std::function<QFuture<Result<>>(const QList<Entry> &entries)>;

/// Receives the entries that the sink will probably get next, while the previous batch is still being delivered, so
/// that it can prepare. Only a hint: other entries may come instead, or these later. Called on the forwarder's thread.
using EventPreview = std::function<void(const QList<Entry> &entries)>;

/// Moves the journal's entries of one kind to a sink, oldest first, in batches, and releases each only when the sink
/// has it.
///
/// Intake has priority over forwarding: during a rush of new entries, faster than any store could follow, there are
/// pauses between batches, so that intake has the machine and its disk nearly to itself. The backlog is moved when the
/// rush is over.
///
/// Runs by itself: starts with what an earlier run left, wakes with every new entry, and retries with growing pauses
/// while the other side is unavailable. An entry refused for its contents is found by halving the batch and set aside
/// with the reason, so that the others continue. So is an entry that makes the other side fail every time while it
/// accepts the following ones.
class EventForwarder : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        int batch = 100;
        int least = 25;         ///< batches don't shrink below this for slowness: a distant sink is always slow
        qint64 bytes = 600'000; ///< of payloads in a batch; a larger entry goes alone
        std::chrono::milliseconds slow = std::chrono::seconds(2); ///< longer deliveries make batches smaller
        std::chrono::milliseconds firstPause = std::chrono::milliseconds(250); ///< doubled with every failure
        std::chrono::milliseconds longestPause = std::chrono::seconds(30);
        int rush = 500;                                                ///< this many new entries a second are a rush
        std::chrono::milliseconds rushPause = std::chrono::seconds(1); ///< between batches during a rush
        std::chrono::milliseconds idle =
            std::chrono::seconds(5); ///< how often to look for entries released by `journal retry`
    };
    /// The journal must outlive this.
    EventForwarder(Journal &journal, QByteArray kind, EventSink sink, Pace pace, QObject *parent = nullptr);

    /// Set it before `start`.
    void setPreview(EventPreview preview) { m_preview = std::move(preview); }

    void start();

Q_SIGNALS:
    void forwarded(int entries);
    /// `key`: the entry's (a lead's id).
    void setAside(QByteArray key, QString reason);
    /// The sink accepted nothing; the next try is after `pause`.
    void delayed(QString reason, std::chrono::milliseconds pause);

private:
    void onStored(const QByteArray &kind, int entries);
    void wake();
    void readBatch();
    void onBatch(const Result<QList<Entry>> &entries);
    void cutToBytes(QList<Entry> &entries);
    void deliver();
    void lookAhead();
    void onAhead(QList<Entry> entries);
    void onDelivered(const Result<> &delivered);
    void getOn();
    void markForwarded();
    void afterMarkBeside(const Result<> &marked, int entries);
    void onRefused(const Error &error);
    void onFailed(const Error &error);
    void setFirstAside(const QString &reason);
    void afterWrite(const Result<> &written, int forwardedEntries);
    void continueForwarding();
    bool isRush() const;
    void beginCount();
    void pause(const Error &error);

    Journal &m_journal;
    const QByteArray m_kind;
    const EventSink m_sink;
    EventPreview m_preview;
    const Pace m_pace;
    int m_batchSize;
    Backoff m_backoff;
    bool m_isProbe = false; // the batch is the entry after the oldest
    int m_overtakings = 0;  // how often that succeeded while the oldest failed
    bool m_isBusy = false;
    bool m_hasNews = false;
    int m_arrived = 0; // since the last batch
    QElapsedTimer m_sinceBatch;
    QElapsedTimer m_delivery;
    QTimer m_retry;
    QTimer m_rush;
    QTimer m_idle;
    QList<Entry> m_entries; // being delivered
    QList<Entry> m_next;    // read ahead
    quint64 m_round = 0;    // of deliveries
    std::optional<Error> m_markTrouble;
};

} // namespace pl::journal
