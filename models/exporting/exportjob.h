#pragma once

#include "models/base/call.h"
#include "models/exporting/tablewriter.h"

#include <QTimer>

#include <atomic>
#include <thread>

namespace pl::exporting {

class SliceWriter;

/// Writes a table to a file while the window goes on: reads the rows on its own thread (the GUI's) in slices of a few
/// milliseconds, between events, and writes them on another. At most kWaiting slices wait, so a table of any length
/// takes the memory of some thousand rows; what is fixed at the start is which rows there are, not their cells: a row
/// that changes meanwhile is written as it is when its slice is read.
///
/// Destroyed before its end, it cancels and waits until the writer stops; only packing a workbook can't be interrupted.
class ExportJob : public Call<qint64>
{
public:
    using MakeWriter = std::function<std::unique_ptr<TableWriter>()>;
    enum class Place {
        OwnThread,
        Here ///< for what may only be used on the GUI's thread, such as printers
    };
    static constexpr std::size_t kWaiting = 4;

    /// `makeWriter` runs where the rows are written.
    ExportJob(TableSource source, MakeWriter makeWriter, Place place, QObject *parent);
    ~ExportJob() override;

    /// It ends as Cancelled, soon, and no file is there.
    void cancel();
    /// Rows that were read.
    qint64 done() const { return m_next; }
    qint64 total() const { return m_source.rows; }
    /// All rows were read, and the file is being completed.
    bool isFinishing() const { return m_next >= m_source.rows; }

private:
    class Queue;
    void run() override;
    void beginHere();
    void startThread();
    void feed();
    void feedHere(const QList<Row> &slice);
    QList<Row> nextSlice();
    void settleWith(const Result<qint64> &outcome);

    const TableSource m_source;
    const MakeWriter m_makeWriter;
    const Place m_place;
    qint64 m_next = 0;
    QTimer m_feed;
    std::atomic<bool> m_isCancelled = false;
    std::unique_ptr<Queue> m_queue;
    std::unique_ptr<SliceWriter> m_here;
    std::thread m_thread;
};

} // namespace pl::exporting
