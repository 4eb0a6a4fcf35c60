#include "models/exporting/exportjob.h"

#include "models/exporting/slicewriter.h"

#include <QElapsedTimer>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace pl::exporting {
namespace {

constexpr qint64 kSliceMs = 8;
constexpr qsizetype kSliceRows = 500;

} // namespace

/// The slices on their way from the one thread to the other.
class ExportJob::Queue
{
public:
    void put(QList<Row> slice)
    {
        const std::lock_guard lock(m_mutex);
        m_slices.push_back(std::move(slice));
        m_moved.notify_one();
    }
    /// No more slices come.
    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
        m_moved.notify_one();
    }
    bool isFull() const
    {
        const std::lock_guard lock(m_mutex);
        return m_slices.size() >= kWaiting;
    }
    /// Waits for the next slice; nothing once it is closed and empty.
    std::optional<QList<Row>> take()
    {
        std::unique_lock lock(m_mutex);
        m_moved.wait(lock, [this] { return m_isClosed || !m_slices.empty(); });
        if (m_slices.empty())
            return std::nullopt;
        QList<Row> slice = std::move(m_slices.front());
        m_slices.pop_front();
        return slice;
    }

private:
    mutable std::mutex m_mutex; // guards the members below
    std::condition_variable m_moved;
    std::deque<QList<Row>> m_slices;
    bool m_isClosed = false;
};

ExportJob::ExportJob(TableSource source, MakeWriter makeWriter, Place place, QObject *parent)
    : Call<qint64>(parent)
    , m_source(std::move(source))
    , m_makeWriter(std::move(makeWriter))
    , m_place(place)
    , m_queue(std::make_unique<Queue>())
{
    m_feed.setInterval(0);
    connect(&m_feed, &QTimer::timeout, this, &ExportJob::feed);
}

ExportJob::~ExportJob()
{
    cancel();
    if (m_thread.joinable())
        m_thread.join();
}

void ExportJob::cancel()
{
    m_isCancelled = true;
    m_queue->close();
}

void ExportJob::run()
{
    if (m_place == Place::OwnThread)
        startThread();
    if (isFinishing())
        m_queue->close();
    m_feed.start();
}

void ExportJob::startThread()
{
    m_thread = std::thread([this] {
        SliceWriter writer(m_makeWriter(), m_isCancelled);
        const auto write = [&]() -> Result<qint64> {
            if (const Result<> begun = writer.begin(m_source.head); !begun)
                return begun.error();
            while (const auto slice = m_queue->take()) {
                QMetaObject::invokeMethod(&m_feed, qOverload<>(&QTimer::start), Qt::QueuedConnection);
                if (const Result<> written = writer.take(*slice); !written)
                    return written.error();
            }
            return writer.end();
        };
        const Result<qint64> outcome = write();
        QMetaObject::invokeMethod(
            this, [this, outcome] { settleWith(outcome); }, Qt::QueuedConnection);
    });
}

QList<Row> ExportJob::nextSlice()
{
    QElapsedTimer clock;
    clock.start();
    QList<Row> slice;
    while (m_next < m_source.rows && slice.size() < kSliceRows && !clock.hasExpired(kSliceMs))
        if (auto row = m_source.row(m_next++))
            slice += *std::move(row);
    return slice;
}

void ExportJob::feed()
{
    if (m_place == Place::Here)
        return feedHere(m_here ? nextSlice() : QList<Row>());
    // The writer starts the timer again when it has taken a slice.
    if (m_isCancelled || isFinishing() || m_queue->isFull())
        return m_feed.stop();
    m_queue->put(nextSlice());
    if (isFinishing())
        m_queue->close();
}

void ExportJob::beginHere()
{
    m_here = std::make_unique<SliceWriter>(m_makeWriter(), m_isCancelled);
    if (const Result<> begun = m_here->begin(m_source.head); !begun)
        settleWith(begun.error());
}

void ExportJob::feedHere(const QList<Row> &slice)
{
    if (m_isCancelled)
        return settleWith(SliceWriter::cancelled());
    if (!m_here)
        return beginHere();
    if (const Result<> written = m_here->take(slice); !written)
        return settleWith(written.error());
    if (isFinishing())
        settleWith(m_here->end());
}

void ExportJob::settleWith(const Result<qint64> &outcome)
{
    m_feed.stop();
    m_here.reset();
    if (m_thread.joinable())
        m_thread.join();
    finish(outcome);
}

} // namespace pl::exporting
