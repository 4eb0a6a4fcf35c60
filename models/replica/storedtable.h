#pragma once

#include "models/replica/firstload.h"
#include "models/replica/officefile.h"
#include "models/replica/readrows.h"
#include "models/replica/rowshelf.h"
#include "models/replica/storedfeed.h"

#include <QPointer>

#include <atomic>

namespace pl::replica {

/// A table of the office that is kept in its copy: small rows of all of it in memory, whole ones when somebody looks,
/// and how they come: from the copy at once, from the server for the first time, by what changed since, and by what
/// this window wrote. Rows is PaymentRows, MessageRows or, by LeadCopy, columns::LeadEngine. Part of a replica, and
/// lives on its thread; all rows of the copy are read on another.
template <class Rows>
class StoredTable : public QObject
{
public:
    using T = typename Rows::Whole;
    using Take = std::function<void(const QList<T> &)>;
    using Then = std::function<void()>;

    /// Both must outlive it.
    StoredTable(supabase::RestClient &client, SyncRound &round, QObject *parent)
        : QObject(parent)
        , m_client(client)
        , m_round(round)
        , m_rows(std::make_shared<Rows>())
        , m_isDropped(std::make_shared<std::atomic_bool>(false))
    {
    }
    ~StoredTable() override
    {
        *m_isDropped = true;
        delete m_load.data();
    }

    /// rows() are others.
    std::function<void()> replaced;
    /// The first load goes on, or ended.
    std::function<void()> progressed = [] {};
    /// The first load waits for the server.
    std::function<void(const Error &)> waiting;
    /// The copy can't be used any more; another one has to be opened.
    std::function<void(const Error &)> lost;
    /// While it is true, all rows aren't read yet: somebody else, who is waited for more, needs the processor. build()
    /// then.
    std::function<bool()> isBusy = [] { return false; };

    /// Begins with what the copy has, soon. It must stay open until close().
    void open(OfficeFile &file)
    {
        m_file = &file;
        ++m_opened;
        onResult(this, file.store().ask(beginOf), [this, opened = m_opened](const Result<Begin> &begin) {
            if (opened != m_opened)
                return;
            if (begin)
                this->opened(*begin);
            else
                lost(begin.error());
        });
    }
    /// Forgets everything, and lets the copy go.
    virtual void close()
    {
        ++m_opened;
        *std::exchange(m_isDropped, std::make_shared<std::atomic_bool>(false)) = true;
        delete m_load.data();
        m_feed.reset();
        m_file = nullptr;
        m_shelf.close();
        m_rows = std::make_shared<Rows>();
        m_state.reset();
        m_progress.reset();
        m_waiting = nullptr;
        m_meanwhile.clear();
        m_isOpen = m_isWhole = m_isStopped = m_isBuilding = m_hasToBuild = false;
    }

    /// Never null.
    const std::shared_ptr<Rows> &rows() const { return m_rows; }
    /// These are all there are.
    bool isWhole() const { return m_isWhole; }
    bool isBuilding() const { return m_isBuilding; }
    /// The copy was opened, and has rows of an earlier run.
    bool hasBegun() const { return m_isOpen && m_state; }
    /// Of the first load, while it goes on.
    std::optional<LoadProgress> progress() const { return m_progress; }
    const T *row(const QUuid &id) { return m_shelf.row(id); }

    /// Reads what is new, or the newest page of all; calls `changed` with the news of each page and `then` behind the
    /// last one. The rest of a first load is read behind that.
    void read(const Take &changed, const Then &then)
    {
        if (!m_feed) { // when the copy is open, and the newest page is there
            m_waiting = [this, changed, then, number = m_round.number()](bool hasNewest) {
                if (number == m_round.number())
                    hasNewest ? then() : read(changed, then);
            };
            return load();
        }
        if (!m_state->isComplete())
            load();
        m_feed->read(
            m_round, [this, changed](const QList<T> &rows) { changed(merge(rows)); }, then);
    }
    /// Keeps what is newer than what is there; answers just that.
    virtual QList<T> merge(const QList<T> &rows)
    {
        QList<T> news;
        for (const T &row : rows) {
            if (!put(row))
                continue;
            news += row;
            m_shelf.put(row);
            if (m_isBuilding)
                m_meanwhile += row;
        }
        return news;
    }
    /// The same for an answer to this window's own write.
    QList<T> apply(const T &row)
    {
        const QList<T> news = merge({row});
        if (!news.isEmpty() && m_file)
            write(news, {});
        return news;
    }
    /// Reads all rows of the copy, if that had to wait.
    void build()
    {
        if (!m_hasToBuild || m_isBuilding || isBusy())
            return;
        m_hasToBuild = false;
        m_isBuilding = true;
        m_meanwhile = m_shelf.unwritten().values();
        make(*m_file, m_state && m_state->isComplete(),
             [this, opened = m_opened](const Result<std::shared_ptr<Rows>> &rows) {
                 if (opened == m_opened)
                     built(rows);
             });
    }
    /// Stops the first load; what was read is shown.
    void cancelLoading()
    {
        if (!m_load || !m_feed) // the newest page is needed in any case
            return;
        m_isStopped = true;
        m_load->cancel();
    }
    bool isStopped() const { return m_isStopped && !m_isWhole; }
    /// A load that was stopped may go on.
    void allowLoading() { m_isStopped = false; }

protected:
    using Receive = std::function<void(const Result<std::shared_ptr<Rows>> &)>;

    /// What a copy has when it is opened.
    struct Begin
    {
        std::optional<LoadState> state; ///< none: nothing has been read
        QList<T> newest;
        static constexpr int kRows = supabase::kPageRows; ///< with fewer, these are all
    };

    /// As open(), with what somebody else has read there.
    void openWith(OfficeFile &file, const Begin &begin)
    {
        m_file = &file;
        ++m_opened;
        opened(begin);
    }
    const RowShelf<T> &shelf() const { return m_shelf; }

    /// How much the first load may do at a time.
    virtual LoadPace paceFor(const OfficeFile &file) const
    {
        LoadPace pace;
        pace.readers = 2; // leads are waited for
        pace.longestPause = std::chrono::seconds(5);
        // While it writes to memory, nobody can read there.
        pace.pagesOfBatch = file.isOnDisk() ? 5 : 2;
        return pace;
    }
    /// Whether it is news for the rows in memory.
    virtual bool put(const T &row) { return m_rows->put(row); }
    /// Makes them of all rows of the copy as it is once everything was written that is asked for now. `isComplete`: the
    /// first load had ended.
    virtual void make(OfficeFile &file, bool isComplete, const Receive &receive)
    {
        Q_UNUSED(isComplete)
        const auto work = [place = file.place(), isDropped = m_isDropped] {
            return readRows<Rows>(place, [&isDropped] { return !isDropped->load(); });
        };
        onResult(this, file.store().opened(),
                 [this, work, receive, opened = m_opened](const Result<disk::ReplicaStore::Opened> &then) {
                     if (opened != m_opened)
                         return;
                     then ? onResult(this, m_worker.run(work), receive) : receive(then.error());
                 });
    }
    /// Those that were made, with what came meanwhile, before they are shown.
    virtual void finish(Rows &rows) { Q_UNUSED(rows) }

private:
    static Result<Begin> beginOf(disk::ReplicaFile &file)
    {
        const auto note = file.note(LoadState::nameFor(disk::RowFields<T>::kTable));
        if (!note)
            return note.error();
        return file.newest<T>(Begin::kRows).transform([&note](const QList<T> &newest) {
            return Begin{LoadState::fromNote(*note), newest};
        });
    }

    void opened(const Begin &begin)
    {
        m_isOpen = true;
        m_shelf.open(m_file->place());
        m_state = begin.state;
        if (m_state)
            follow(*m_state);
        m_rows = std::make_shared<Rows>(); // whoever watches the one before hears of nothing until it is replaced
        for (const T &row : begin.newest)
            put(row);
        for (const T &row : m_shelf.unwritten())
            put(row);
        m_hasToBuild = begin.newest.size() >= Begin::kRows;
        m_isWhole = !m_hasToBuild && m_state && m_state->isComplete();
        build();
        replaced();
        if (const auto waiting = std::exchange(m_waiting, nullptr))
            waiting(false);
    }
    void follow(const LoadState &state)
    {
        m_feed = std::make_unique<StoredFeed<T>>(m_client, m_file->store(), state, m_round);
        m_feed->keep = [this](const QList<T> &rows, const disk::Notes &notes) { write(rows, notes); };
    }
    void load()
    {
        if (!m_isOpen || m_load || m_isStopped)
            return;
        auto *load = new FirstLoad<T>(m_client, m_file->store(), m_worker, this, paceFor(*m_file));
        m_load = load;
        load->begun = [this](const QList<T> &newest, const LoadState &state) { begun(newest, state); };
        load->written = [this](const QList<T> &rows) { m_shelf.written(rows); };
        load->waiting = [this](const Error &error) {
            if (m_waiting)
                waiting(error);
        };
        load->progressed = [this](const LoadProgress &progress) {
            m_progress = progress;
            progressed();
        };
        onResult(this, load->start(), [this, opened = m_opened](const Result<LoadState> &outcome) {
            if (opened == m_opened)
                loadEnded(outcome, m_load && m_load->hasLostDisk());
        });
    }
    /// A load that begins again, because nothing of it had been written, leaves the feed where it was.
    void begun(const QList<T> &newest, const LoadState &state)
    {
        const bool isAgain = m_feed != nullptr;
        m_state = state;
        if (!isAgain)
            follow(state);
        const QList<T> news = merge(newest);
        m_isWhole = state.isComplete();
        if (const auto waiting = std::exchange(m_waiting, nullptr))
            waiting(true);
        else if (isAgain && !news.isEmpty())
            replaced();
    }
    /// What goes wrong at the server is tried again with the next round.
    void loadEnded(const Result<LoadState> &outcome, bool hasLostDisk)
    {
        m_load.clear();
        m_progress.reset();
        if (outcome) {
            m_state = *outcome;
            m_feed->complete(*outcome);
        }
        if (outcome || m_isStopped) {
            m_hasToBuild = m_hasToBuild || !m_isWhole;
            build();
        }
        if (!outcome && hasLostDisk)
            lost(outcome.error());
        else if (!outcome && std::exchange(m_waiting, nullptr))
            m_round.end(outcome.error());
        progressed();
    }
    /// Without a disk that takes them, rows stay on the shelf. Only a copy that isn't whole has to be made elsewhere.
    void write(const QList<T> &rows, const disk::Notes &notes)
    {
        onResult(this, m_file->store().store(rows, notes),
                 [this, rows, opened = m_opened](const Result<qint64> &stored) {
                     if (opened != m_opened)
                         return;
                     if (stored)
                         m_shelf.written(rows);
                     else if (!m_isWhole || stored.error().remoteCode == sqlite::kDamaged)
                         lost(stored.error());
                 });
    }
    /// Older versions of what came meanwhile are ignored.
    void built(const Result<std::shared_ptr<Rows>> &rows)
    {
        m_isBuilding = false;
        const QList<T> meanwhile = std::exchange(m_meanwhile, {});
        if (!rows)
            return lost(rows.error());
        for (const T &row : meanwhile)
            (*rows)->put(row);
        finish(**rows);
        m_rows = *rows;
        m_isWhole = m_state && m_state->isComplete() && !m_hasToBuild;
        build();
        replaced();
    }

    supabase::RestClient &m_client;
    SyncRound &m_round;
    OfficeFile *m_file = nullptr;
    std::shared_ptr<Rows> m_rows;
    RowShelf<T> m_shelf;
    std::optional<LoadState> m_state; ///< none: nothing has been read
    std::unique_ptr<StoredFeed<T>> m_feed;
    QPointer<FirstLoad<T>> m_load;
    /// A reading that waits for the copy, or for the newest page.
    std::function<void(bool hasNewest)> m_waiting;
    std::optional<LoadProgress> m_progress;
    QList<T> m_meanwhile; ///< changes since the reading of all rows began
    bool m_isOpen = false;
    bool m_isWhole = false;
    bool m_isStopped = false; ///< by the person
    bool m_isBuilding = false;
    bool m_hasToBuild = false;
    int m_opened = 0;                              ///< counts copies; answers about an earlier one are dropped
    std::shared_ptr<std::atomic_bool> m_isDropped; ///< what is being read
    disk::WorkThread m_worker;
};

} // namespace pl::replica
