#include "server/journal/eventforwarder.h"

#include "models/domain/onresult.h"
#include "server/journal/refusal.h"

#include <QRandomGenerator>

namespace pl::journal {

namespace {

constexpr int kMostPatience = 600; // seconds; a mistaken Retry-After must not stop the work for days

} // namespace

EventForwarder::EventForwarder(Journal &journal, QByteArray kind, EventSink sink, QObject *parent)
    : EventForwarder(journal, std::move(kind), std::move(sink), Pace(), parent)
{
}

EventForwarder::EventForwarder(Journal &journal, QByteArray kind, EventSink sink, Pace pace, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_kind(std::move(kind))
    , m_sink(std::move(sink))
    , m_pace(pace)
    , m_batchSize(pace.batch)
{
    m_retry.setSingleShot(true);
    m_rush.setSingleShot(true);
    connect(&m_rush, &QTimer::timeout, this, &EventForwarder::readBatch);
    m_sinceBatch.start();
    m_idle.setInterval(pace.idle);
    connect(&m_retry, &QTimer::timeout, this, &EventForwarder::wake);
    connect(&m_idle, &QTimer::timeout, this, &EventForwarder::wake);
    connect(&journal, &Journal::stored, this, &EventForwarder::onStored);
}

void EventForwarder::start()
{
    m_idle.start();
    wake();
}

void EventForwarder::onStored(const QByteArray &kind, int entries)
{
    if (kind != m_kind)
        return;
    m_arrived += entries;
    wake();
}

void EventForwarder::wake()
{
    m_hasNews = true;
    if (m_isBusy || m_retry.isActive())
        return;
    m_isBusy = true;
    readBatch();
}

void EventForwarder::readBatch()
{
    m_hasNews = false;
    onResult(this, m_journal.waiting(m_isProbe ? 2 : m_batchSize, m_kind),
             [this](const Result<QList<Entry>> &entries) { onBatch(entries); });
}

void EventForwarder::onBatch(const Result<QList<Entry>> &entries)
{
    if (!entries)
        return pause(entries.error());
    m_entries = *entries;
    if (m_entries.isEmpty()) {
        m_isBusy = false;
        if (m_hasNews)
            wake();
        return;
    }
    m_isProbe = m_isProbe && m_entries.size() == 2;
    if (m_isProbe)
        m_entries.removeFirst();
    onResult(this, m_sink(m_entries), [this](const Result<> &delivered) { onDelivered(delivered); });
}

void EventForwarder::onDelivered(const Result<> &delivered)
{
    if (delivered)
        return markForwarded();
    isAboutTheData(delivered.error()) ? onRefused(delivered.error()) : onFailed(delivered.error());
}

/// Most often everything fails, because the other side is away. But it may be a single entry on which it breaks each
/// time; then those behind it would wait for ever. After some failures the oldest is tried alone, in turn with the one
/// behind it; when that goes through again and again and the oldest fails each time, it is the culprit.
void EventForwarder::onFailed(const Error &error)
{
    constexpr int kPatience = 4;
    constexpr int kOvertakings = 3;
    const bool isAlone = m_entries.size() == 1;
    if (isAlone && !m_isProbe && m_overtakings >= kOvertakings)
        return setFirstAside(fatalReasonOf(error));
    if (m_failures + 1 >= kPatience || m_overtakings > 0) {
        m_isProbe = isAlone && !m_isProbe;
        m_batchSize = std::max(1, int(m_entries.size() / 2));
    }
    pause(error);
}

void EventForwarder::markForwarded()
{
    QList<qint64> sequences;
    for (const Entry &entry : m_entries)
        sequences.append(entry.sequence);
    const int entries = int(sequences.size());
    onResult(this, m_journal.markForwarded(sequences, Timestamp::now(), m_kind),
             [this, entries](const Result<> &marked) { afterWrite(marked, entries); });
}

void EventForwarder::onRefused(const Error &error)
{
    if (m_entries.size() == 1)
        return setFirstAside(reasonOf(error));
    m_batchSize = int(m_entries.size() / 2);
    readBatch();
}

void EventForwarder::setFirstAside(const QString &reason)
{
    const Entry &entry = m_entries.first();
    onResult(this, m_journal.setAside(entry.sequence, reason),
             [this, key = entry.key, reason](const Result<> &written) {
                 if (written)
                     Q_EMIT setAside(key, reason);
                 afterWrite(written, 0);
             });
}

void EventForwarder::afterWrite(const Result<> &written, int forwardedEntries)
{
    if (!written)
        return pause(written.error());
    m_failures = 0;
    m_overtakings = m_isProbe ? m_overtakings + 1 : 0;
    m_batchSize = m_isProbe ? 1 : std::min(m_pace.batch, m_batchSize * 2);
    m_isProbe = false;
    if (forwardedEntries > 0)
        Q_EMIT forwarded(forwardedEntries);
    goOn();
}

void EventForwarder::goOn()
{
    const auto ms = std::max<qint64>(1, m_sinceBatch.restart());
    const bool isRush = qint64(std::exchange(m_arrived, 0)) * 1000 / ms >= m_pace.rush;
    isRush ? m_rush.start(m_pace.rushPause) : readBatch();
}

void EventForwarder::pause(const Error &error)
{
    m_isBusy = false;
    const auto full = std::min(m_pace.longestPause, m_pace.firstPause * (1 << std::min(m_failures++, 16)));
    // Many servers must not come back at the same moment, and none before it was asked to.
    const auto shortened =
        full - std::chrono::milliseconds(QRandomGenerator::global()->bounded(int(full.count() / 2 + 1)));
    const std::chrono::milliseconds asked = std::chrono::seconds(std::min(error.retryAfterSeconds, kMostPatience));
    m_retry.start(std::max(shortened, asked));
    Q_EMIT delayed(error.message, std::max(shortened, asked));
}

} // namespace pl::journal
