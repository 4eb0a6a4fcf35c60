#pragma once

#include "server/http/message.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace pl::http {

/// The 500 for a handler that threw or dropped its request without an answer.
Response failure();

/// Delivers answers from the threads that made them to the server's thread, in batches: a commit that completes sixty
/// requests wakes the server's thread once, not sixty times.
///
/// Lives on the server's thread. Answers given after it is destroyed are dropped.
class AnswerQueue : public QObject
{
public:
    using Receive = std::function<void(const Response &)>;

    /// One awaited answer; destroying or resetting the ticket cancels the wait.
    class Ticket
    {
    public:
        Ticket() = default;
        Ticket(AnswerQueue *queue, quint64 number) : m_queue(queue), m_number(number) {}
        Ticket(Ticket &&other) noexcept : m_queue(std::exchange(other.m_queue, nullptr)), m_number(other.m_number) {}
        Ticket &operator=(Ticket &&other) noexcept
        {
            std::swap(m_queue, other.m_queue);
            std::swap(m_number, other.m_number);
            return *this;
        }
        ~Ticket() { reset(); }
        void reset();
        /// Keeps waiting for the answer after the ticket is gone.
        void release() { m_queue = nullptr; }

    private:
        AnswerQueue *m_queue = nullptr;
        quint64 m_number = 0;
    };

    AnswerQueue();
    ~AnswerQueue() override;

    /// Calls `receive` once from the event loop when `answer` has arrived.
    [[nodiscard]] Ticket await(Later<Response> answer, Receive receive);

    /// Calls `act` when the whole current batch has been received. Sending wakes the clients: sending a batch in one go
    /// wakes a client with many connections once, not once for each.
    void afterDelivery(std::function<void()> act);

private:
    class Arrivals;
    void deliver();

    std::shared_ptr<Arrivals> m_arrivals;
    std::unordered_map<quint64, Receive> m_awaited;
    std::vector<std::function<void()>> m_afterDelivery;
    quint64 m_lastNumber = 0;
};

} // namespace pl::http
