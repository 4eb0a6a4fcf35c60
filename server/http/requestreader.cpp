#include "server/http/requestreader.h"

namespace pl::http {

RequestReader::State RequestReader::feed(QByteArray bytes)
{
    if (m_state == State::Refused)
        return m_state;
    // The buffer is unshared then, so its front is cut off without copying the rest.
    if (m_buffer.isEmpty())
        m_buffer = std::move(bytes);
    else
        m_buffer.append(bytes);
    advance();
    return m_state;
}

Head RequestReader::take()
{
    Head taken = std::exchange(m_head, {});
    m_chunks.reset();
    m_state = State::Head;
    advance();
    return taken;
}

void RequestReader::advance()
{
    if (m_state == State::Head) {
        if (const auto end = findHeadEnd())
            readHead(*end);
        else if (m_state == State::Head)
            checkUnfinishedHead();
    }
    if (m_state == State::Body)
        m_head.isChunked ? readChunks() : readBody();
}

/// The head's size including its empty line, once that has arrived.
std::optional<qsizetype> RequestReader::findHeadEnd()
{
    for (;;) {
        const auto newline = m_buffer.indexOf('\n', m_scanned);
        if (newline < 0) {
            m_scanned = m_buffer.size();
            return std::nullopt;
        }
        if (m_lineStart == 0 && isTooLongForATarget(newline)) {
            refuseTarget();
            return std::nullopt;
        }
        if (!checkLine(newline))
            return std::nullopt;
        // RFC 9112 §2.2: an empty line before the request line is to be ignored.
        if (newline == 1 && !std::exchange(m_hasSkippedLine, true)) {
            m_buffer.remove(0, 2);
            m_scanned = 0;
            continue;
        }
        m_scanned = newline + 1;
        if (newline == m_lineStart + 1)
            return m_scanned;
        m_lineStart = m_scanned;
    }
}

/// Programs read bare line feeds and folded lines differently, which enables request smuggling.
bool RequestReader::checkLine(qsizetype newline)
{
    if (newline == m_lineStart || m_buffer.at(newline - 1) != '\r') {
        refuse(400, QStringLiteral("Header lines must end with CR LF."));
        return false;
    }
    if (m_lineStart > 0 && (m_buffer.at(m_lineStart) == ' ' || m_buffer.at(m_lineStart) == '\t')) {
        refuse(400, QStringLiteral("Header lines must not be folded."));
        return false;
    }
    return true;
}

/// Allows for the method and version on the same line as the target.
bool RequestReader::isTooLongForATarget(qsizetype line) const
{
    return line > m_limits.targetBytes + 32;
}

void RequestReader::refuseTarget()
{
    refuse(414, QStringLiteral("The request URL is too long."));
}

void RequestReader::checkUnfinishedHead()
{
    if (m_lineStart == 0 && isTooLongForATarget(m_buffer.size()))
        refuseTarget();
    else if (m_buffer.size() > m_limits.headBytes)
        refuse(431, QStringLiteral("The request headers are too large."));
}

void RequestReader::readHead(qsizetype size)
{
    if (size > m_limits.headBytes)
        return refuse(431, QStringLiteral("The request headers are too large."));
    auto parsed = parseHead(QByteArrayView(m_buffer).first(size), m_limits);
    if (const auto *refusal = std::get_if<Refusal>(&parsed))
        return refuse(refusal->status, refusal->detail);
    m_head = std::get<Head>(std::move(parsed));
    if (m_head.isChunked)
        m_chunks.emplace(m_limits, limitOfBody());
    else if (m_head.contentLength > m_limits.bodyBytes && m_head.contentLength > limitOfBody())
        return refuseBody(limitOfBody());
    m_buffer.remove(0, size);
    m_scanned = m_lineStart = 0;
    m_hasSkippedLine = false;
    m_state = State::Body;
}

qint64 RequestReader::limitOfBody() const
{
    return m_limits.bodyLimit ? std::max(m_limits.bodyLimit(m_head.request), m_limits.bodyBytes) : m_limits.bodyBytes;
}

void RequestReader::refuseBody(qint64 limit)
{
    refuse(413, QStringLiteral("The request body is larger than %1 bytes.").arg(limit));
}

void RequestReader::readChunks()
{
    m_buffer.remove(0, m_chunks->read(m_buffer, m_head.request.body));
    switch (m_chunks->state()) {
    case ChunkedBody::State::Open:
        return;
    case ChunkedBody::State::Done:
        m_state = State::Ready;
        return;
    case ChunkedBody::State::Malformed:
        return refuse(400, QStringLiteral("The chunks of the request body are not valid."));
    case ChunkedBody::State::TooLarge:
        return refuseBody(limitOfBody());
    }
}

void RequestReader::readBody()
{
    QByteArray &body = m_head.request.body;
    const auto missing = m_head.contentLength - body.size();
    if (m_buffer.size() <= missing) {
        body.append(std::exchange(m_buffer, {}));
    } else {
        body.append(QByteArrayView(m_buffer).first(missing));
        m_buffer.remove(0, missing);
    }
    if (body.size() == m_head.contentLength)
        m_state = State::Ready;
}

void RequestReader::refuse(int status, const QString &detail)
{
    m_state = State::Refused;
    m_refusal = {status, detail};
    m_buffer.clear();
}

} // namespace pl::http
