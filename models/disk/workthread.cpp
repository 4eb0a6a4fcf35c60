#include "models/disk/workthread.h"

namespace pl::disk {

WorkThread::~WorkThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_came.notify_one();
    m_thread.join();
}

void WorkThread::post(std::function<void()> piece)
{
    {
        const std::lock_guard lock(m_mutex);
        m_pieces.push_back(std::move(piece));
    }
    m_came.notify_one();
}

void WorkThread::work()
{
    while (const auto piece = next())
        piece();
}

/// Nothing: all is done, and no more comes.
std::function<void()> WorkThread::next()
{
    std::unique_lock lock(m_mutex);
    m_came.wait(lock, [this] { return m_isEnding || !m_pieces.empty(); });
    if (m_pieces.empty())
        return {};
    auto piece = std::move(m_pieces.front());
    m_pieces.pop_front();
    return piece;
}

} // namespace pl::disk
