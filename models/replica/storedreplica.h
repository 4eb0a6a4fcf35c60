#pragma once

#include "models/replica/officereplica.h"
#include "models/replica/storedtable.h"

namespace pl::replica {

/// A replica of one table that is kept in the copy of the office; what else its rounds read is the affair of the class
/// behind it. Rows are shown as soon as the copy is open, also without a network; until all of them are read from it,
/// those that were made last. Rows is PaymentRows or MessageRows. Lives on the GUI thread.
template <class Rows>
class StoredReplica : public Replica
{
public:
    using T = typename Rows::Whole;

    /// From now on the rows are kept in the office's copy, which must outlive this. Otherwise they are in memory alone.
    void keepIn(OfficeReplica &office)
    {
        m_office = &office;
        m_table.isBusy = [&office] { return office.isBuilding(); };
        connect(&office, &OfficeReplica::copyOpened, this, [this] { open(); });
        connect(&office, &OfficeReplica::copyClosing, this, [this] { close(); });
        connect(&office, &OfficeReplica::reset, this, [this] { m_table.build(); });
    }

    /// Of all rows what is sorted, filtered and counted by. It is another object whenever reset() was told; only this
    /// class changes it.
    const std::shared_ptr<Rows> &rows() const { return m_table.rows(); }
    qsizetype count() const { return qsizetype(rows()->size()); }
    /// rows() has all there are. If not, it has the newest ones, and those that changed since.
    bool isComplete() const { return m_table.isWhole(); }
    /// reset() was told: others follow the rows.
    bool isShown() const { return m_isShown; }
    /// Also while the first ones are on their way.
    qsizetype loadedSoFar() const
    {
        const auto progress = m_table.progress();
        return progress ? std::max(qsizetype(progress->rows), count()) : count();
    }
    /// The whole row; null when it isn't known. Looks into the copy unless it was asked for a moment ago: some 10 µs.
    /// Valid until the event loop runs again.
    const T *row(const QUuid &id) const { return m_table.row(id); }

protected:
    StoredReplica(supabase::RestClient &client, std::chrono::milliseconds pollInterval, QObject *parent)
        : Replica(pollInterval, parent), m_client(client), m_table(client, round(), nullptr)
    {
        m_table.replaced = [this] { replaced(); };
        m_table.waiting = [this](const Error &error) { fail(error); };
        m_table.lost = [this](const Error &error) { lost(error); };
    }

    /// As the signals reset() and …Changed().
    virtual void tellReset() = 0;
    virtual void tellChanged(const QList<T> &rows) = 0;
    /// Reads what belongs to the round behind the table, and ends it.
    virtual void readMore() { round().end(); }

    /// Puts in what a write answered, at once. An older version is ignored.
    void take(const T &row) { announceShown(m_table.apply(row)); }
    supabase::RestClient &client() { return m_client; }

private:
    void read() override
    {
        open();
        m_table.read([this](const QList<T> &news) { announceShown(news); }, [this] { readMore(); });
    }
    void loaded() override
    {
        if (!std::exchange(m_isShown, true))
            tellReset();
    }
    /// Until then there is only their number to tell.
    void announceShown(const QList<T> &news)
    {
        if (!m_isShown)
            Q_EMIT stateChanged();
        else if (!news.isEmpty())
            tellChanged(news);
    }
    void open()
    {
        if (m_isOpen || state() == State::Off)
            return;
        if (!m_office && !m_own)
            m_own = std::make_unique<OfficeFile>(CopyPlace());
        if (OfficeFile *file = m_office ? m_office->copy() : m_own.get()) {
            m_isOpen = true;
            m_table.open(*file);
        }
    }
    /// What the copy holds is shown at once.
    void replaced()
    {
        m_isShown = m_isShown || m_table.hasBegun();
        if (m_isShown)
            tellReset();
    }
    /// The rows are read again from another copy, unless nobody wants them any more.
    void close()
    {
        const bool isGoing = state() != State::Off && !isStopped();
        m_isOpen = m_isShown = false;
        m_table.close();
        m_own.reset();
        forget();
        tellReset();
        if (isGoing)
            start();
        else
            Q_EMIT stateChanged();
    }
    void lost(const Error &error)
    {
        const auto openAgain = [this, error] { m_office ? m_office->loseCopy(error) : close(); };
        QMetaObject::invokeMethod(this, openAgain, Qt::QueuedConnection);
    }

    supabase::RestClient &m_client;
    OfficeReplica *m_office = nullptr;
    std::unique_ptr<OfficeFile> m_own; ///< in memory; outlives the table
    mutable StoredTable<Rows> m_table;
    bool m_isOpen = false;
    bool m_isShown = false;
};

} // namespace pl::replica
