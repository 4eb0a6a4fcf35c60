#include "models/replica/bulkrun.h"

#include "models/base/onresult.h"

namespace pl::replica {
namespace {

/// Nothing is wrong with the row: it can be sent again once the server answers.
bool willPass(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
           error.code == ErrorCode::RateLimited;
}

} // namespace

BulkRun::BulkRun(const QList<Lead> &leads, BulkWrite write, QObject *parent, Backoff backoff)
    : QObject(parent), m_write(std::move(write)), m_backoff(backoff)
{
    m_rows.reserve(leads.size());
    for (const Lead &lead : leads) {
        m_queue.push_back(m_rows.size());
        m_rows += BulkRow{lead, BulkRow::End::Open, {}, {}, {}, false};
    }
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &BulkRun::goOn);
}

void BulkRun::start()
{
    QMetaObject::invokeMethod(this, &BulkRun::goOn, Qt::QueuedConnection);
}

void BulkRun::cancel()
{
    m_isCanceled = true;
    m_pause.stop();
    QMetaObject::invokeMethod(this, &BulkRun::goOn, Qt::QueuedConnection);
}

int BulkRun::countOf(BulkRow::End end) const
{
    return static_cast<int>(
        std::count_if(m_rows.cbegin(), m_rows.cend(), [end](const BulkRow &row) { return row.end == end; }));
}

void BulkRun::goOn()
{
    while (!m_isCanceled && !m_pause.isActive() && m_open < kAtOnce && !m_queue.empty()) {
        const qsizetype next = m_queue.front();
        m_queue.pop_front();
        sendRow(next);
    }
    if (m_open > 0 || m_isFinished || (!m_isCanceled && !m_queue.empty()))
        return;
    m_isFinished = true;
    setWaiting(false);
    Q_EMIT finished();
}

void BulkRun::sendRow(qsizetype i)
{
    ++m_open;
    onResult(this, m_write.send(m_rows.at(i).seen), [this, i](const Result<LeadWrite> &outcome) {
        --m_open;
        take(i, outcome);
        goOn();
    });
}

void BulkRun::take(qsizetype i, const Result<LeadWrite> &outcome)
{
    BulkRow &row = m_rows[i];
    if (!outcome && willPass(outcome.error()) && m_write.mayRepeat && !m_isCanceled) {
        row.isRepeated = true;
        m_queue.push_front(i);
        return waitFor(outcome.error());
    }
    settle(row, outcome);
    if (outcome) {
        m_backoff.reset();
        setWaiting(false);
    }
    ++m_answered;
    Q_EMIT progressed(m_answered, total());
}

void BulkRun::settle(BulkRow &row, const Result<LeadWrite> &outcome) const
{
    if (!outcome) {
        row.end = BulkRow::End::Refused;
        row.error = outcome.error();
    } else if (outcome->written()) {
        row.end = BulkRow::End::Done;
        row.now = outcome->row;
    } else if (row.isRepeated && m_write.isMade && m_write.isMade(row.seen, outcome->lost->now)) {
        row.end = BulkRow::End::Done; // by an earlier try
        row.now = outcome->lost->now;
    } else {
        row.end = BulkRow::End::Lost;
        row.lost = outcome->lost;
    }
}

/// Six that fail at the same time count as one failure.
void BulkRun::waitFor(const Error &error)
{
    if (!m_pause.isActive())
        m_pause.start(m_backoff.next(error.retryAfterSeconds));
    setWaiting(true);
}

void BulkRun::setWaiting(bool waits)
{
    if (waits == std::exchange(m_isWaiting, waits))
        return;
    Q_EMIT waitingChanged(waits);
}

} // namespace pl::replica
