#pragma once

#include "server/http/chunkedbody.h"
#include "server/http/headparser.h"

#include <optional>

namespace pl::http {

/// Splits a connection's bytes into requests. `feed` adds bytes, `take` removes whole requests; bytes beyond the
/// current request are kept for the next. Takes linear time, however small the pieces.
class RequestReader
{
public:
    enum class State {
        Head,   ///< more bytes of a head are needed
        Body,   ///< the head is known; more bytes of the body are needed
        Ready,  ///< a request can be taken
        Refused ///< `refusal` says why; nothing more is read
    };

    /// `limits` must outlive the reader.
    explicit RequestReader(const Limits &limits) : m_limits(limits) {}

    State state() const { return m_state; }
    /// Whether any byte of the next request has arrived.
    bool hasStarted() const { return m_state != State::Head || !m_buffer.isEmpty(); }

    /// Buffered bytes that do not belong to a request already taken.
    qint64 held() const { return m_buffer.size() + m_head.request.body.size(); }

    State feed(QByteArray bytes);

    /// The head of the current request; only in the states Body and Ready.
    const Head &head() const { return m_head; }
    /// Only in the state Refused. `path` is the refused request's, if it was parsed.
    const Refusal &refusal() const { return m_refusal; }

    /// Returns the request and continues with the bytes after it; only in the state Ready.
    Head take();

private:
    void advance();
    std::optional<qsizetype> findHeadEnd();
    bool checkLine(qsizetype newline);
    bool isTooLongForATarget(qsizetype line) const;
    void refuseTarget();
    void checkUnfinishedHead();
    void readHead(qsizetype size);
    qint64 limitOfBody() const;
    void refuseBody(qint64 limit);
    void readBody();
    void readChunks();
    void refuse(int status, const QString &detail);

    const Limits &m_limits;
    State m_state = State::Head;
    QByteArray m_buffer;     // bytes not yet part of m_head
    qsizetype m_scanned = 0; // no line end in the buffer before this
    qsizetype m_lineStart = 0;
    bool m_hasSkippedLine = false; // an empty line before this head
    Head m_head;
    std::optional<ChunkedBody> m_chunks; // while the body of m_head comes in chunks
    Refusal m_refusal;
};

} // namespace pl::http
