#include "server/journal/checkpointer.h"

namespace pl::journal {

Result<std::unique_ptr<Checkpointer>> Checkpointer::open(const QString &path)
{
    return open(path, Lengths());
}

Result<std::unique_ptr<Checkpointer>> Checkpointer::open(const QString &path, Lengths lengths)
{
    auto db = sqlite::SqliteDb::open(path, sqlite::SqliteDb::Mode::Existing);
    if (!db)
        return db.error();
    // As safe as the writer's commits: moved pages must be on disk before the log may be overwritten.
    if (const auto set = db->run("pragma synchronous = full; pragma busy_timeout = 2000"); !set)
        return set.error();
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(*db), lengths));
}

Checkpointer::Checkpointer(sqlite::SqliteDb db, Lengths lengths)
    : m_db(std::move(db)), m_lengths(lengths), m_finishAt(lengths.longLog), m_thread([this] { work(); })
{
}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

Checkpointer::Step Checkpointer::onCommitted(int pagesInLog)
{
    if (pagesInLog < std::exchange(m_pages, pagesInLog)) {
        m_pagesAtPass = 0;
        m_isAfterPass = false;
        m_finishAt = m_lengths.longLog;
    }
    if (m_isAfterPass && isIdle()) {
        m_isAfterPass = false;
        if (pagesInLog - m_pagesAtPass <= m_lengths.little)
            return Step::Finish;
    }
    const bool isPassDue = pagesInLog - m_pagesAtPass >= m_lengths.pass;
    const bool isLong = pagesInLog >= m_finishAt;
    if ((!isPassDue && !isLong) || !isIdle())
        return Step::Nothing;
    if (isPassDue && pagesInLog < m_lengths.farTooLong) {
        m_pagesAtPass = pagesInLog;
        m_isAfterPass = true;
        wake();
        return Step::Nothing;
    }
    // A long-running reader prevents the restart, so don't try at every commit.
    m_finishAt = pagesInLog + m_lengths.pass;
    return Step::Finish;
}

void Checkpointer::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isAsked = true;
    }
    m_changed.notify_one();
}

bool Checkpointer::isIdle()
{
    const std::lock_guard lock(m_mutex);
    return !m_isAsked;
}

void Checkpointer::work()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_isAsked || m_isStopping; });
        if (m_isStopping)
            return;
        lock.unlock();
        (void)m_db.checkpoint();
        lock.lock();
        m_isAsked = false;
    }
}

} // namespace pl::journal
