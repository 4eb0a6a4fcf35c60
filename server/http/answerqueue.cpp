#include "server/http/answerqueue.h"

#include "server/http/problem.h"

#include <mutex>
#include <vector>

namespace pl::http {

Response failure()
{
    return problem(500, QStringLiteral("Something went wrong on the server."));
}

/// Answers not fetched yet; shared with the threads that give them.
class AnswerQueue::Arrivals
{
public:
    using List = std::vector<std::pair<quint64, Response>>;

    explicit Arrivals(AnswerQueue *queue) : m_queue(queue) {}

    void add(quint64 number, Response response)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_queue)
            return;
        m_list.emplace_back(number, std::move(response));
        // Under the lock, so that the queue can't be destroyed meanwhile.
        if (m_list.size() == 1)
            QMetaObject::invokeMethod(
                m_queue, [queue = m_queue] { queue->deliver(); }, Qt::QueuedConnection);
    }

    List take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_list, {});
    }

    void close()
    {
        const std::lock_guard lock(m_mutex);
        m_queue = nullptr;
    }

private:
    std::mutex m_mutex;
    AnswerQueue *m_queue;
    List m_list;
};

void AnswerQueue::Ticket::reset()
{
    if (auto *queue = std::exchange(m_queue, nullptr))
        queue->m_awaited.erase(m_number);
}

AnswerQueue::AnswerQueue() : m_arrivals(std::make_shared<Arrivals>(this)) {}

AnswerQueue::~AnswerQueue()
{
    m_arrivals->close();
}

AnswerQueue::Ticket AnswerQueue::await(Later<Response> answer, Receive receive)
{
    const quint64 number = ++m_lastNumber;
    m_awaited.emplace(number, std::move(receive));
    answer.receive([arrivals = m_arrivals, number](std::optional<Response> response) {
        arrivals->add(number, response ? std::move(*response) : failure());
    });
    return {this, number};
}

void AnswerQueue::deliver()
{
    for (const auto &[number, response] : m_arrivals->take()) {
        const auto found = m_awaited.find(number);
        if (found == m_awaited.end())
            continue;
        const Receive receive = std::move(found->second);
        m_awaited.erase(found);
        receive(response);
    }
    for (const auto &act : std::exchange(m_afterDelivery, {}))
        act();
}

void AnswerQueue::afterDelivery(std::function<void()> act)
{
    m_afterDelivery.push_back(std::move(act));
}

} // namespace pl::http
