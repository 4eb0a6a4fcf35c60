#include "server/journal/eventforwarder.h"

#include "models/base/onresult.h"
#include "server/journal/refusal.h"

#include <QSet>

#include <numeric>

namespace pl::journal {

namespace {

qint64 bytesOf(const QList<Entry> &entries)
{
    return std::accumulate(entries.begin(), entries.end(), qint64(0),
                           [](qint64 sum, const Entry &entry) { return sum + entry.payload.size(); });
}

/// The batch took too long: our time limit ended it, or PostgreSQL's (query_canceled).
bool isTimeLimit(const Error &error)
{
    return error.code == ErrorCode::TimedOut || error.remoteCode == u"57014";
}

} // namespace

EventForwarder::EventForwarder(Journal &journal, QByteArray kind, EventSink sink, Pace pace, QObject *parent)
    : QObject(parent)
    , m_journal(journal)
    , m_kind(std::move(kind))
    , m_sink(std::move(sink))
    , m_pace(pace)
    , m_batchSize(pace.batch)
    , m_backoff(pace.firstPause, pace.longestPause)
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
    cutToBytes(m_entries);
    deliver();
}

/// Always keeps the first entry. If entries are large, fewer are read the next time.
void EventForwarder::cutToBytes(QList<Entry> &entries)
{
    qsizetype fitting = 0;
    for (qint64 sum = 0; fitting < entries.size(); ++fitting) {
        sum += entries.at(fitting).payload.size();
        if (sum > m_pace.bytes && fitting > 0)
            break;
    }
    if (fitting < entries.size())
        m_batchSize = int(fitting);
    entries.resize(fitting);
}

void EventForwarder::deliver()
{
    ++m_round;
    m_delivery.start();
    onResult(this, m_sink(m_entries), [this](const Result<> &delivered) { onDelivered(delivered); });
    if (!m_isProbe)
        lookAhead();
}

/// The journal processes jobs in order, so entries marked earlier are no longer among the waiting ones.
void EventForwarder::lookAhead()
{
    const bool isFull = m_entries.size() >= m_batchSize || bytesOf(m_entries) * 2 >= m_pace.bytes;
    if (!isFull || isRush())
        return;
    onResult(this, m_journal.waiting(int(m_entries.size()) + m_batchSize, m_kind),
             [this, round = m_round](const Result<QList<Entry>> &entries) {
                 if (entries && round == m_round && m_next.isEmpty())
                     onAhead(*entries);
             });
}

void EventForwarder::onAhead(QList<Entry> entries)
{
    QSet<qint64> underWay;
    for (const Entry &entry : m_entries)
        underWay.insert(entry.sequence);
    entries.removeIf([&](const Entry &entry) { return underWay.contains(entry.sequence); });
    entries.resize(std::min(entries.size(), qsizetype(m_batchSize)));
    cutToBytes(entries);
    m_next = std::move(entries);
    if (m_preview && !m_next.isEmpty())
        m_preview(m_next);
}

void EventForwarder::onDelivered(const Result<> &delivered)
{
    if (delivered) {
        getOn();
        return markForwarded();
    }
    ++m_round;
    m_next.clear();
    isAboutTheData(delivered.error()) ? onRefused(delivered.error()) : onFailed(delivered.error());
}

/// A statement may run for 8 s at a hosted project, and a batch must stay well below that.
void EventForwarder::getOn()
{
    const auto took = std::chrono::milliseconds(m_delivery.elapsed());
    m_overtakings = m_isProbe ? m_overtakings + 1 : 0;
    if (m_isProbe)
        m_batchSize = 1;
    else if (m_batchSize < m_pace.least || took * 4 <= m_pace.slow)
        m_batchSize = std::min(m_pace.batch, m_batchSize * 2);
    else if (took > m_pace.slow)
        m_batchSize = std::max(m_pace.least, int(m_entries.size() / 2));
    m_isProbe = false;
}

/// Usually everything fails, because the other side is unavailable. But a single entry may make it fail every time and
/// block those after it forever. So after some failures, the oldest entry and the one after it are tried alone, in
/// turn; if the second succeeds repeatedly while the oldest fails every time, the oldest is the culprit.
void EventForwarder::onFailed(const Error &error)
{
    constexpr int kPatience = 4;
    constexpr int kOvertakings = 3;
    const bool isAlone = m_entries.size() == 1;
    if (isTimeLimit(error))
        m_batchSize = std::max(1, int(m_entries.size() / 2));
    if (isAlone && !m_isProbe && m_overtakings >= kOvertakings)
        return setFirstAside(fatalReasonOf(error));
    if (m_backoff.failures() + 1 >= kPatience || m_overtakings > 0) {
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
    const bool fits = !m_next.isEmpty() && m_next.size() <= m_batchSize;
    const bool goesOn = fits && !m_markTrouble && !isRush();
    onResult(this, m_journal.markForwarded(sequences, Timestamp::now(), m_kind),
             [this, entries, goesOn](const Result<> &marked) {
                 goesOn ? afterMarkBeside(marked, entries) : afterWrite(marked, entries);
             });
    if (!goesOn) {
        ++m_round;
        m_next.clear();
        return;
    }
    beginCount();
    m_entries = std::exchange(m_next, {});
    deliver();
}

/// Entries that could not be marked are delivered again, harmlessly, once the journal can write again.
void EventForwarder::afterMarkBeside(const Result<> &marked, int entries)
{
    if (!marked) {
        m_markTrouble = marked.error();
        return;
    }
    m_backoff.reset();
    Q_EMIT forwarded(entries);
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
                 if (written) {
                     getOn();
                     Q_EMIT setAside(key, reason);
                 }
                 afterWrite(written, 0);
             });
}

void EventForwarder::afterWrite(const Result<> &written, int forwardedEntries)
{
    const auto trouble = std::exchange(m_markTrouble, std::nullopt);
    if (!written)
        return pause(written.error());
    if (!trouble)
        m_backoff.reset();
    if (forwardedEntries > 0)
        Q_EMIT forwarded(forwardedEntries);
    trouble ? pause(*trouble) : continueForwarding();
}

void EventForwarder::continueForwarding()
{
    const bool wasRush = isRush();
    beginCount();
    wasRush ? m_rush.start(m_pace.rushPause) : readBatch();
}

bool EventForwarder::isRush() const
{
    return qint64(m_arrived) * 1000 / std::max<qint64>(1, m_sinceBatch.elapsed()) >= m_pace.rush;
}

void EventForwarder::beginCount()
{
    m_arrived = 0;
    m_sinceBatch.restart();
}

void EventForwarder::pause(const Error &error)
{
    m_isBusy = false;
    const auto length = m_backoff.nextSpread(error.retryAfterSeconds);
    m_retry.start(length);
    Q_EMIT delayed(error.message, length);
}

} // namespace pl::journal
