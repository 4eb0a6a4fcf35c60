#pragma once

#include <QtGlobal>

#include <condition_variable>
#include <mutex>

namespace pl::embedded {

/// Lets the threads of one process write in turn, first come, first served. SQLite's own lock waiting is unfair: a
/// constant writer can keep another waiting until it gives up.
class WriteTurns
{
public:
    /// Waits for its turn and keeps it until destroyed.
    class Turn
    {
    public:
        explicit Turn(WriteTurns &turns) : m_turns(turns)
        {
            std::unique_lock lock(turns.m_mutex);
            const quint64 number = turns.m_given++;
            turns.m_next.wait(lock, [&] { return turns.m_now == number; });
        }
        ~Turn()
        {
            {
                const std::lock_guard lock(m_turns.m_mutex);
                ++m_turns.m_now;
            }
            m_turns.m_next.notify_all();
        }
        Q_DISABLE_COPY_MOVE(Turn)

    private:
        WriteTurns &m_turns;
    };

    /// The number of waiting threads.
    int waiting()
    {
        const std::lock_guard lock(m_mutex);
        return int(m_given - m_now) - (m_given > m_now ? 1 : 0);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_next;
    quint64 m_given = 0;
    quint64 m_now = 0;
};

} // namespace pl::embedded
