#pragma once

#include "server/http/requestreader.h"
#include "server/http/responsewriter.h"
#include "server/http/servercontext.h"

#include <QTcpSocket>

#include <deque>
#include <optional>

namespace pl::http {

/// One client's connection: reads requests, hands them to the handler, sends the answers in the order of the requests.
///
/// Lives on the server's thread. A client that leaves early takes its answers with it: a handler's future that finishes
/// later is let go unseen. While `Limits::pipelined` requests are in hand, or too many bytes are unsent, nothing is
/// read.
class Connection : public QObject
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    /// Takes the connected socket. `context` must outlive the connection.
    Connection(QTcpSocket *socket, ServerContext &context, QObject *parent);

    /// Nothing of the client's is in hand: it may be closed without anybody losing an answer.
    bool isIdle() const { return m_isIdle; }

    /// Acts on the deadline that has passed, if any.
    void checkDeadline(Clock::time_point now);
    /// Answers what is in hand, then closes.
    void finish();
    /// Closes at once.
    void abort();

Q_SIGNALS:
    /// Something was answered, or the connection began or ended being idle.
    void used();
    /// The last signal; the connection deletes itself afterwards.
    void closed();

private:
    struct Pending
    {
        AnswerRecord record;
        Clock::time_point began;
        bool withBody = true;
        bool http10 = false;
        std::optional<Response> response = {};
        AnswerQueue::Ticket awaited = {};
    };

    void onDisconnected();
    void onBytesWritten();
    void advance();
    bool step();
    bool readSome();
    void dispatch(Head head);
    Later<Response> ask(const Request &request);
    void onAnswered(Pending &pending, const Response &response);
    void refuse(const Refusal &refusal);
    void sendReady();
    void send(const QByteArray &bytes);
    QByteArray render(Pending &pending, bool isLast) const;
    void sendContinue();
    void beginClose();
    void discardInput();
    void updateIdle(bool answered);
    Clock::time_point deadline() const;
    void onTimeOut();

    enum class Phase { Waiting, Head, Body };
    Phase phaseOfReader() const;
    void enterPhase(bool isNewRequest);

    QTcpSocket *m_socket;
    ServerContext &m_context;
    RequestReader m_reader;
    std::deque<Pending> m_pending; // references stay valid while others come and go at the ends
    QHostAddress m_peer;
    Phase m_phase = Phase::Waiting;
    Clock::time_point m_phaseBegan = Clock::now();
    Clock::time_point m_lastWritten = m_phaseBegan;
    qint64 m_discarded = 0;
    bool m_takesMore = true;
    bool m_isIdle = true;
    bool m_isLingering = false;
    bool m_isClosing = false;
    bool m_isClosed = false;
    bool m_isAdvancing = false;
    bool m_isHeldBack = false; // by unsent bytes
    bool m_owesContinue = false;
};

} // namespace pl::http
