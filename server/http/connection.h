#pragma once

#include "server/http/clientsocket.h"
#include "server/http/requestreader.h"
#include "server/http/responsewriter.h"
#include "server/http/servercontext.h"

#include <deque>
#include <optional>

namespace pl::http {

/// One client's connection: reads requests, hands them to the handler, sends the answers in the order of the requests.
///
/// Lives on the server's thread. If the client breaks the connection, later answers to its requests are dropped. A
/// client that only stops sending is still answered. Reading pauses while `Limits::pipelined` requests are being
/// handled or too many bytes are unsent.
class Connection : public QObject, private ClientSocket::Owner
{
    Q_OBJECT
public:
    using Clock = std::chrono::steady_clock;

    /// Owns the connections; called directly rather than by signals, because every request calls it twice.
    class Keeper
    {
    public:
        /// Something was answered or sent, or `standing` or `unfinishedBytes` has changed.
        virtual void onUsed(Connection &connection) = 0;
        /// The last call; the connection deletes itself afterwards.
        virtual void onClosed(Connection &connection) = 0;

    protected:
        ~Keeper() = default;
    };

    /// Takes the accepted socket. `context` must outlive the connection, and `keeper` every call to it.
    Connection(qintptr descriptor, ServerContext &context, Keeper &keeper, QObject *parent);

    enum class Standing {
        Idle,       ///< no request in progress: closing it loses no answer
        Unfinished, ///< a request has begun to arrive but is incomplete
        Busy        ///< a request is being answered
    };
    Standing standing() const { return m_standing; }
    /// When it became idle or unfinished.
    Clock::time_point since() const { return m_phaseBegan; }
    /// The bytes held for incomplete requests.
    qint64 unfinishedBytes() const { return m_reportedBytes; }
    /// Bytes of answers that the client has not accepted yet.
    qint64 unsentBytes() const { return m_socket.unsent(); }
    /// The network an unfinished request came from, once its headers name it; empty before that, and for this machine.
    QByteArray unfinishedNetwork() const;

    /// Acts on the deadline that has passed, if any.
    void checkDeadline(Clock::time_point now);
    /// The server is stopping: answers the requests in progress, then closes. A connection without one may still bring
    /// one within `Limits::drain`, because it may be under way already.
    void finish();
    /// Closes immediately, with a 503 for a request that has begun.
    void evict();
    /// Closes immediately.
    void abort();

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

    void onReadable() override { advance(); }
    void onSent() override;
    void onGone() override { abort(); }
    void advance();
    bool step();
    bool readSome();
    void dispatch(Head head);
    Later<Response> ask(const Request &request);
    void onAnswered(Pending &pending, const Response &response);
    void refuse(const Refusal &refusal);
    void renderReady();
    void sendReady();
    QByteArray render(Pending &pending, bool isLast) const;
    void sendContinue();
    void onEndOfInput();
    void beginClose();
    void discardInput();
    Standing currentStanding() const;
    void updateStanding(bool answered);
    Clock::time_point deadline() const;
    void onTimeOut();

    enum class Phase { Waiting, Head, Body };
    Phase phaseOfReader() const;
    void enterPhase(bool isNewRequest);

    ServerContext &m_context;
    Keeper &m_keeper;
    ClientSocket m_socket;
    RequestReader m_reader;
    std::deque<Pending> m_pending; // a deque keeps references valid when entries are added or removed at the ends
    QByteArray m_ready;            // answers, to be sent next
    Phase m_phase = Phase::Waiting;
    Clock::time_point m_phaseBegan = Clock::now();
    Clock::time_point m_lastWritten = m_phaseBegan;
    qint64 m_discarded = 0;
    qint64 m_reportedBytes = 0;
    Standing m_standing = Standing::Idle;
    bool m_takesMore = true;
    bool m_isLingering = false;
    bool m_isClosing = false;
    bool m_isClosed = false;
    bool m_isAdvancing = false;
    bool m_isHeldBack = false; // by unsent bytes
    bool m_owesContinue = false;
};

} // namespace pl::http
