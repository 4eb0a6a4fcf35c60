#pragma once

#include "models/base/backoff.h"
#include "server/journal/journal.h"

#include <QElapsedTimer>
#include <QTimer>

#include <chrono>
#include <optional>

namespace pl::journal {

/// Delivers entries, in their order, all or none. Called on the forwarder's thread, one batch at a time; the future
/// must finish, on any thread. May get entries that it has delivered before (an answer was lost, the program was
/// killed): delivering twice must change nothing. An error for which `isAboutTheData` (refusal.h) holds says that one
/// of the entries can't be delivered ever; any other, that none can be now.
using EventSink = std::function<QFuture<Result<>>(const QList<Entry> &entries)>;

/// Told which entries the sink will most likely get next, while it still delivers those before them, so that it can
/// prepare. Nothing is promised: others may come instead, or the same ones later. Called on the forwarder's thread.
using EventPreview = std::function<void(const QList<Entry> &entries)>;

/// Moves the journal's entries of one kind to a sink, oldest first, in batches, and lets each go only when the sink has
/// it.
///
/// What comes in goes before what goes on: in a rush of new entries, which no store could follow, batches are taken
/// with pauses between them, so that taking in has the machine and its disk nearly for itself. What gathers is moved
/// when the rush is over.
///
/// Works by itself: begins with what an earlier run left, wakes with every new entry, and tries again with growing
/// pauses while the other side is away. An entry that the sink refuses for its contents is found by halving the batch
/// and set aside with the reason, so that the others go on; so is one on which the other side breaks each time while it
/// takes those behind it.
class EventForwarder : public QObject
{
    Q_OBJECT
public:
    struct Pace
    {
        int batch = 100;
        int least = 25;         ///< slowness makes no batch smaller: a sink far away is always slow
        qint64 bytes = 600'000; ///< of payloads in a batch; a larger entry goes alone
        std::chrono::milliseconds slow = std::chrono::seconds(2); ///< longer deliveries make batches smaller
        std::chrono::milliseconds firstPause = std::chrono::milliseconds(250); ///< doubled with every failure
        std::chrono::milliseconds longestPause = std::chrono::seconds(30);
        int rush = 500;                                                ///< so many new entries a second are a rush
        std::chrono::milliseconds rushPause = std::chrono::seconds(1); ///< between batches during a rush
        std::chrono::milliseconds idle = std::chrono::seconds(5); ///< how often to look for what `journal retry` woke
    };
    /// The journal must outlive this.
    EventForwarder(Journal &journal, QByteArray kind, EventSink sink, QObject *parent = nullptr);
    EventForwarder(Journal &journal, QByteArray kind, EventSink sink, Pace pace, QObject *parent = nullptr);

    /// Set it before `start`.
    void setPreview(EventPreview preview) { m_preview = std::move(preview); }

    void start();

Q_SIGNALS:
    void forwarded(int entries);
    /// `key`: the entry's (a lead's id).
    void setAside(QByteArray key, QString reason);
    /// The sink took nothing; the next try is after `pause`.
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
    void goOn();
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
    bool m_isProbe = false; // the batch is the one behind the oldest
    int m_overtakings = 0;  // how often that went through while the oldest failed
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
