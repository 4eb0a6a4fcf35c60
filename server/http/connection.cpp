#include "server/http/connection.h"

#include "server/http/clientaddress.h"
#include "server/http/problem.h"

#include <QScopedValueRollback>

namespace pl::http {

namespace {

constexpr qint64 kMaxDiscarded = 1024 * 1024;

} // namespace

Connection::Connection(qintptr descriptor, ServerContext &context, Keeper &keeper, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_keeper(keeper)
    , m_socket(descriptor, context.watcher, *this)
    , m_reader(context.limits)
{
}

void Connection::onSent()
{
    m_lastWritten = Clock::now();
    if (m_isClosing && m_socket.unsent() == 0)
        m_isLingering ? m_socket.closeWriteSide() : abort();
    if (!m_isClosed)
        m_keeper.onUsed(*this);
    if (m_isHeldBack && m_socket.unsent() <= m_context.limits.unsentBytes)
        advance();
}

void Connection::advance()
{
    if (m_isAdvancing || m_isClosed)
        return;
    if (m_isClosing)
        return discardInput();
    const QScopedValueRollback guard(m_isAdvancing, true);
    while (step()) {
    }
    sendReady();
    sendContinue();
    updateStanding(false);
}

/// Takes the next step with the client's bytes; false when there is none.
bool Connection::step()
{
    m_isHeldBack = m_socket.unsent() > m_context.limits.unsentBytes;
    if (!m_takesMore || m_isHeldBack)
        return false;
    if (m_pending.size() >= std::size_t(m_context.limits.pipelined))
        sendReady();
    if (m_pending.size() >= std::size_t(m_context.limits.pipelined))
        return false;
    switch (m_reader.state()) {
    case RequestReader::State::Head:
    case RequestReader::State::Body:
        return readSome();
    case RequestReader::State::Ready:
        dispatch(m_reader.take());
        enterPhase(true);
        return true;
    case RequestReader::State::Refused:
        refuse(m_reader.refusal());
        return false;
    }
    Q_UNREACHABLE();
}

bool Connection::readSome()
{
    QByteArray bytes = m_socket.read();
    if (bytes.isEmpty() && (m_socket.hasEnded() || m_socket.isBroken()))
        onEndOfInput();
    if (bytes.isEmpty())
        return false;
    m_reader.feed(std::move(bytes));
    enterPhase(false);
    return true;
}

Connection::Phase Connection::phaseOfReader() const
{
    if (m_reader.state() == RequestReader::State::Body)
        return Phase::Body;
    return m_reader.hasStarted() ? Phase::Head : Phase::Waiting;
}

/// Deadlines run from the start of a phase, so that a client can't extend them byte by byte.
void Connection::enterPhase(bool isNewRequest)
{
    const Phase phase = phaseOfReader();
    if (phase == m_phase && !isNewRequest)
        return;
    m_phase = phase;
    m_phaseBegan = Clock::now();
    m_owesContinue = phase == Phase::Body && m_reader.head().expectsContinue;
}

void Connection::dispatch(Head head)
{
    ++m_context.counters.requests;
    Request &request = head.request;
    request.peer = m_socket.peer();
    Pending &pending = m_pending.emplace_back(
        Pending{{request.method, request.path}, Clock::now(), request.method != "HEAD", head.http10});
    m_takesMore = head.keepAlive && !m_context.isDraining;
    const Later<Response> answer = ask(request);
    pending.response = answer.now();
    if (!pending.response)
        pending.awaited = m_context.answers.await(
            answer, [this, &pending](const Response &response) { onAnswered(pending, response); });
}

Later<Response> Connection::ask(const Request &request)
{
    try {
        return m_context.handler(request);
    } catch (...) {
        qWarning("a handler threw an exception");
        return failure();
    }
}

void Connection::onAnswered(Pending &pending, const Response &response)
{
    pending.response = response;
    renderReady();
    // With a pending request gone, reading may continue.
    m_context.answers.afterDelivery([this] { advance(); });
}

void Connection::refuse(const Refusal &refusal)
{
    ++m_context.counters.refused;
    Pending &pending = m_pending.emplace_back();
    pending.began = Clock::now();
    pending.response = problem(refusal.status, refusal.detail);
    if (refusal.status == 415) // RFC 9110 §15.5.16
        pending.response->headers.emplaceBack("Accept-Encoding", "identity");
    m_takesMore = false;
    m_isLingering = true;
}

void Connection::renderReady()
{
    while (!m_pending.empty() && m_pending.front().response) {
        m_ready += render(m_pending.front(), m_pending.size() == 1 && !m_takesMore);
        m_pending.pop_front();
    }
}

void Connection::sendReady()
{
    renderReady();
    if (m_ready.isEmpty())
        return;
    m_lastWritten = Clock::now();
    m_socket.send(std::exchange(m_ready, {}));
    if (m_pending.empty())
        m_phaseBegan = m_lastWritten;
    updateStanding(true);
    if (m_pending.empty() && !m_takesMore)
        beginClose();
}

QByteArray Connection::render(Pending &pending, bool isLast) const
{
    pending.record.status = pending.response->status;
    pending.record.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - pending.began);
    if (m_context.observer)
        m_context.observer(pending.record);
    const Persistence open = pending.http10 ? Persistence::KeepAlive10 : Persistence::KeepAlive;
    return wireBytes(*pending.response, isLast ? Persistence::Close : open, pending.withBody);
}

/// Only when all earlier answers have been sent: the client would mistake a 100 among them for one of those.
void Connection::sendContinue()
{
    if (!m_owesContinue || !m_pending.empty() || !m_takesMore)
        return;
    m_owesContinue = false;
    m_socket.send("HTTP/1.1 100 Continue\r\n\r\n");
}

/// A client may shut its side down after its last request and keep reading, so pending requests are still answered.
/// Nobody reads from a broken connection.
void Connection::onEndOfInput()
{
    m_takesMore = false;
    if (m_socket.isBroken())
        abort();
    else if (m_pending.empty())
        beginClose();
}

/// Closing a socket with unread input resets the connection, and the reset can overtake the answer. So a refused
/// client's input is read and discarded for a while.
void Connection::beginClose()
{
    if (m_isClosed || std::exchange(m_isClosing, true))
        return;
    m_phaseBegan = Clock::now();
    if (m_socket.unsent() == 0)
        m_isLingering ? m_socket.closeWriteSide() : abort();
    if (m_isLingering)
        discardInput();
}

void Connection::discardInput()
{
    if (!m_isLingering)
        return;
    while (const auto bytes = m_socket.read().size())
        m_discarded += bytes;
    if (m_discarded > kMaxDiscarded || m_socket.hasEnded() || m_socket.isBroken())
        abort();
}

Connection::Standing Connection::currentStanding() const
{
    if (!m_pending.empty() || !m_takesMore)
        return Standing::Busy;
    return m_reader.hasStarted() ? Standing::Unfinished : Standing::Idle;
}

void Connection::updateStanding(bool answered)
{
    const Standing standing = currentStanding();
    const qint64 bytes = m_reader.held();
    const bool stands = standing == std::exchange(m_standing, standing);
    const bool holds = bytes == std::exchange(m_reportedBytes, bytes);
    if (!stands || !holds || answered)
        m_keeper.onUsed(*this);
}

QByteArray Connection::unfinishedNetwork() const
{
    if (m_standing != Standing::Unfinished || m_reader.state() != RequestReader::State::Body)
        return {};
    const QHostAddress client = clientAddress(m_socket.peer(), m_reader.head().request.headers);
    return client.isLoopback() ? QByteArray() : networkOf(client);
}

Connection::Clock::time_point Connection::deadline() const
{
    const Limits &limits = m_context.limits;
    if (m_isClosing)
        return m_isLingering ? m_phaseBegan + limits.linger : m_lastWritten + limits.answer;
    if (!m_pending.empty())
        return m_pending.front().began + limits.answer;
    if (m_socket.unsent() > 0)
        return m_lastWritten + limits.answer;
    switch (m_phase) {
    case Phase::Waiting:
        return m_context.isDraining ? std::min(m_phaseBegan + limits.idle, m_context.drainBegan + limits.drain)
                                    : m_phaseBegan + limits.idle;
    case Phase::Head:
        return m_phaseBegan + limits.head;
    case Phase::Body:
        return m_phaseBegan + limits.body;
    }
    Q_UNREACHABLE();
}

void Connection::checkDeadline(Clock::time_point now)
{
    if (m_isClosed || now < deadline())
        return;
    if (m_standing == Standing::Idle) { // a request that comes at this moment must not meet a closed connection
        m_socket.lookAgain();
        advance();
    }
    if (!m_isClosed && now >= deadline())
        onTimeOut();
}

void Connection::onTimeOut()
{
    ++m_context.counters.timedOut;
    const bool isReading = m_pending.empty() && m_phase != Phase::Waiting;
    if (m_isClosing || m_socket.unsent() > 0 || (m_pending.empty() && !isReading))
        return abort();
    if (isReading) {
        refuse({408, QStringLiteral("The request took too long to arrive.")});
        return sendReady();
    }
    m_pending.erase(m_pending.begin() + 1, m_pending.end());
    m_pending.front().awaited.reset();
    m_pending.front().response =
        problem(Error{ErrorCode::TimedOut, QStringLiteral("The server took too long to answer.")},
                m_pending.front().record.path);
    m_takesMore = false;
    m_isLingering = true;
    sendReady();
}

void Connection::finish()
{
    if (!m_isClosing && !m_pending.empty() && !m_reader.hasStarted())
        m_takesMore = false;
}

void Connection::evict()
{
    if (m_reader.hasStarted() && m_socket.unsent() == 0)
        m_socket.send(
            wireBytes(problem({ErrorCode::Unavailable, QStringLiteral("The server has too many unfinished requests.")}),
                      Persistence::Close));
    abort();
}

void Connection::abort()
{
    if (std::exchange(m_isClosed, true))
        return;
    m_socket.close();
    m_takesMore = false;
    m_pending.clear();
    m_keeper.onClosed(*this);
    deleteLater();
}

} // namespace pl::http
