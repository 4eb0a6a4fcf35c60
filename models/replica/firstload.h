#pragma once

#include "models/base/backoff.h"
#include "models/base/call.h"
#include "models/disk/pagereader.h"
#include "models/disk/replicastore.h"
#include "models/replica/loadstate.h"
#include "models/supabase/retry.h"

#include <QTimer>

namespace pl::replica {

/// How much a first load does at a time.
struct LoadPace
{
    int readers = 5;       ///< of the six connections that Qt opens to a host, one stays free for the person
    int pagesOfBatch = 25; ///< that are written in one transaction
    int pagesWaiting = 50; ///< for the disk; then reading pauses
    std::chrono::milliseconds firstPause{500};
    std::chrono::milliseconds longestPause{30'000};
};

/// Reads a whole table into the store on disk for the first time: the newest page first, then several ranges of the
/// rest at once (LoadPlan), a page of 1,000 rows per request. Rows and what is still to be read are written together,
/// so after a kill it goes on from there and nothing is missing. Whatever changes while it reads is behind `since`, a
/// minute before its beginning by the server's clock: whoever follows the table reads on from there and loses nothing;
/// rows that came twice are the same rows.
///
/// While the server can't be reached or says that it is too much (429, with its Retry-After), it waits and tries again,
/// with fewer readers after a 429. Its result is where to read on; Cancelled after cancel(), with everything read so
/// far on disk. T is Lead, Plumber, Payment or Notification. Lives on the client's thread; answers are read on another.
template <class T>
class FirstLoad : public Call<LoadState>
{
public:
    /// All must outlive it.
    FirstLoad(supabase::RestClient &client, disk::ReplicaStore &store, disk::WorkThread &parser, QObject *parent,
              LoadPace pace = {})
        : Call<LoadState>(parent)
        , m_client(client)
        , m_store(store)
        , m_parser(parser)
        , m_pace(pace)
        , m_readers(pace.readers)
        , m_backoff(pace.firstPause, pace.longestPause)
    {
        m_pause.setSingleShot(true);
        m_pause.setTimerType(Qt::PreciseTimer); // others come back early
        QObject::connect(&m_pause, &QTimer::timeout, this, [this] { readOn(); });
    }

    /// Called with the newest page, and with what is left then; not when it goes on from an earlier run.
    std::function<void(const QList<T> &rows, const LoadState &state)> begun;
    /// Called with the rows of each batch that is on disk.
    std::function<void(const QList<T> &rows)> written;
    /// Called after each page.
    std::function<void(const LoadProgress &progress)> progressed;
    /// Called when it waits for the server.
    std::function<void(const Error &error)> waiting;

    /// Whether it ended because rows could not be written.
    bool hasLostDisk() const { return !m_hasDisk; }
    /// Ends it once what was asked has been answered.
    void cancel()
    {
        stop({ErrorCode::Cancelled, QStringLiteral("It was stopped halfway.")});
        m_pause.stop();
        readOn();
    }

private:
    static constexpr int kNewest = -1; ///< instead of a range's number

    struct Page
    {
        QList<T> rows;
        PageKeys keys;
    };

    static QByteArray table() { return disk::RowFields<T>::kTable; }

    void run() override
    {
        onResult(this, m_store.note(LoadState::nameFor(table())), [this](const Result<QByteArray> &note) {
            if (!note)
                return this->finish(note.error());
            if (const auto state = LoadState::fromNote(*note)) {
                m_state = *state;
                m_hasBegun = true;
            }
            readOn();
        });
    }

    void readOn()
    {
        if (m_hasBegun)
            readRanges();
        else if (mayRead() && m_reading == 0)
            read(kNewest, query("updated_at.desc,id.desc"));
        if (m_reading == 0 && !m_isWriting && (m_isStopped || (m_hasBegun && m_state.left.isDone())))
            end();
    }
    void readRanges()
    {
        while (mayRead()) {
            const auto number = m_state.left.take();
            if (!number)
                return;
            read(*number, rangeQuery(m_state.left.range(*number)));
        }
    }
    bool mayRead() const
    {
        return !m_isStopped && !m_pause.isActive() && m_reading < m_readers && m_pages < m_pace.pagesWaiting;
    }

    static supabase::Query query(const char *order)
    {
        return supabase::Query(table()).select(T::columns()).order(order).limit(supabase::kPageRows);
    }
    /// Within one moment by the id alone: a database would walk through all of its rows for the alternatives of a
    /// keyset.
    static supabase::Query rangeQuery(const LoadPlan::Range &range)
    {
        supabase::Query query = FirstLoad::query("updated_at.asc,id.asc");
        const QString until = Timestamp{range.until.at}.toString();
        if (range.isOneMoment())
            return query.filter("updated_at", "eq", until)
                .filter("id", "gt", textOf(range.after.id()))
                .filter("id", "lte", textOf(range.until.id()));
        query.filter("updated_at", "lte", until);
        if (range.after != RowKey::first())
            query.after({range.after.at}, range.after.id());
        return query;
    }
    static QString textOf(const QUuid &id) { return id.toString(QUuid::WithoutBraces); }

    void read(int number, const supabase::Query &query)
    {
        ++m_reading;
        supabase::Headers headers{{"Accept", "application/json"}};
        if (number == kNewest)
            headers += std::pair<QByteArray, QByteArray>("Prefer", "count=estimated");
        onResult(this, m_client.send({"GET", query.target(), headers}, true),
                 [this, number](const Result<supabase::HttpResponse> &answer) {
                     if (!answer)
                         failed(number, answer.error());
                     else if (answer->status >= 300)
                         failed(number, supabase::errorFromResponse(*answer));
                     else
                         parse(number, *answer);
                 });
    }

    void parse(int number, const supabase::HttpResponse &answer)
    {
        if (number == kNewest) {
            m_state.progress.total = totalOf(answer);
            m_present = supabase::httpDate(answer.header("Date"));
        }
        onResult(this, m_parser.run([body = answer.body] { return pageOf(body); }),
                 [this, number](const Result<Page> &page) {
                     if (page)
                         take(number, *page);
                     else
                         failed(number, page.error());
                 });
    }
    static Result<Page> pageOf(const QByteArray &body)
    {
        return disk::readPage<T>(body).transform([](const QList<T> &rows) {
            if (rows.isEmpty())
                return Page();
            return Page{rows, {rows.size(), keyOf(rows.first()), keyOf(rows.last())}};
        });
    }
    static RowKey keyOf(const T &row) { return RowKey::of(row.updatedAt, row.id); }

    void take(int number, const Page &page)
    {
        --m_reading;
        m_backoff.reset();
        const bool isLast = page.keys.rows < supabase::kPageRows;
        if (number == kNewest)
            begin(page.keys, isLast);
        else
            m_state.left.advance(number, page.keys, isLast);
        m_rows += page.rows;
        ++m_pages;
        m_state.progress.rows += page.keys.rows;
        if (number == kNewest && begun)
            begun(page.rows, m_state);
        if (progressed)
            progressed(m_state.progress);
        if (m_pages >= m_pace.pagesOfBatch)
            write();
        readOn();
    }

    /// Whatever is written from now on is no older than the present by the server's clock, less what a statement may
    /// take. Where it doesn't say the time, it can't be older than its newest row; this machine's clock may be wrong.
    void begin(const PageKeys &newest, bool isAll)
    {
        const Timestamp latest =
            newest.rows > 0 ? std::min(Timestamp{newest.first.at}, m_client.serverTime()) : Timestamp{};
        m_state.since = m_present.value_or(latest).addSeconds(-SyncCursor::kOverlapSeconds);
        if (!isAll)
            m_state.left = LoadPlan(newest.last);
        m_hasBegun = true;
    }

    void failed(int number, const Error &error)
    {
        --m_reading;
        if (number != kNewest)
            m_state.left.release(number);
        const bool isPassing = error.code == ErrorCode::Unavailable || error.code == ErrorCode::TimedOut ||
                               error.code == ErrorCode::RateLimited;
        if (!isPassing)
            stop(error);
        else if (!m_isStopped)
            pause(error);
        readOn();
    }
    /// All readers wait, and come back no earlier than any of them was asked to.
    void pause(const Error &error)
    {
        const bool isFirst = !m_pause.isActive();
        if (isFirst && error.code == ErrorCode::RateLimited)
            m_readers = std::max(1, m_readers - 1);
        const auto wait = isFirst ? m_backoff.nextSpread(error.retryAfterSeconds)
                                  : std::chrono::milliseconds(std::chrono::seconds(error.retryAfterSeconds));
        if (isFirst || wait > m_pause.remainingTimeAsDuration())
            m_pause.start(std::min<std::chrono::milliseconds>(wait, std::chrono::minutes(10)));
        if (isFirst && waiting)
            waiting(error);
    }
    void stop(const Error &error)
    {
        if (!std::exchange(m_isStopped, true))
            m_error = error;
    }

    /// One batch at a time: what is written says how far all rows before it are on disk.
    void write()
    {
        if (m_isWriting)
            return;
        m_isWriting = true;
        m_pages = 0;
        const QList<T> rows = std::exchange(m_rows, {});
        onResult(this, m_store.store(rows, {{LoadState::nameFor(table()), m_state.toNote()}}),
                 [this, rows](const Result<qint64> &stored) {
                     m_isWriting = false;
                     m_hasDisk = stored.ok();
                     if (!stored)
                         stop(stored.error());
                     else if (written)
                         written(rows);
                     readOn();
                 });
    }
    void end()
    {
        if (m_pages > 0 && m_hasDisk)
            write();
        else if (m_isStopped)
            this->finish(m_error);
        else
            this->finish(m_state);
    }

    supabase::RestClient &m_client;
    disk::ReplicaStore &m_store;
    disk::WorkThread &m_parser;
    const LoadPace m_pace;
    int m_readers; ///< fewer after the server said that it is too much
    Backoff m_backoff;
    QTimer m_pause;
    std::optional<Timestamp> m_present; ///< by the server's clock, when it sent the first answer
    LoadState m_state;
    QList<T> m_rows; ///< read and not yet written
    int m_pages = 0; ///< the same
    int m_reading = 0;
    bool m_hasBegun = false;
    bool m_isWriting = false;
    bool m_hasDisk = true;
    bool m_isStopped = false;
    Error m_error; ///< why
};

} // namespace pl::replica
