#pragma once

#include "server/http/message.h"

#include <QObject>

#include <memory>
#include <unordered_map>
#include <vector>

namespace pl::http {

/// For a handler that threw, or let go of its request without an answer: 500.
Response failure();

/// Brings answers from the threads that made them to the server's thread. Those that come while it is busy take one
/// trip together: a commit that ends for sixty clients wakes it once, not sixty times.
///
/// Lives on the server's thread. What handlers give after its end goes nowhere.
class AnswerQueue : public QObject
{
public:
    using Receive = std::function<void(const Response &)>;

    /// Stands for one awaited answer; its end, or `reset`, means that nobody wants it any more.
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
        /// It is wanted whatever becomes of the ticket.
        void release() { m_queue = nullptr; }

    private:
        AnswerQueue *m_queue = nullptr;
        quint64 m_number = 0;
    };

    AnswerQueue();
    ~AnswerQueue() override;

    /// Calls `receive` from the event loop, once, when `answer` has come.
    [[nodiscard]] Ticket await(Later<Response> answer, Receive receive);

    /// Calls `act` when all answers that came together have been received. Sending wakes the clients: done for all in
    /// a row, it wakes one that has many connections once, not once for each.
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
