#include "server/http/chunkedbody.h"

#include <algorithm>

namespace pl::http {

namespace {

constexpr qsizetype kSizeDigits = 8;

bool isLineCharacter(char c)
{
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

qsizetype ChunkedBody::read(QByteArrayView bytes, QByteArray &body)
{
    qsizetype used = 0;
    while (m_state == State::Open) {
        const qsizetype now = step(bytes.sliced(used), body);
        if (now == 0)
            break;
        used += now;
    }
    return used;
}

/// How many bytes it has used; 0 when it needs more, or wants no more.
qsizetype ChunkedBody::step(QByteArrayView bytes, QByteArray &body)
{
    switch (m_part) {
    case Part::Size:
    case Part::Trailer:
        return readLine(bytes, body);
    case Part::Data:
        return readData(bytes, body);
    case Part::DataEnd:
        return readDataEnd(bytes);
    }
    Q_UNREACHABLE();
}

qsizetype ChunkedBody::readLine(QByteArrayView bytes, const QByteArray &body)
{
    const qsizetype newline = bytes.indexOf('\n');
    const qsizetype length = newline < 0 ? bytes.size() : newline + 1;
    // A size alone costs nothing: each stands for a byte of the body at least.
    const qsizetype free = m_part == Part::Size ? kSizeDigits + 2 : 2;
    if (m_lineBytes + std::max<qsizetype>(0, length - free) > m_limits.headBytes)
        return malformed();
    if (newline < 0)
        return 0;
    if (newline == 0 || bytes.at(newline - 1) != '\r')
        return malformed();
    const QByteArrayView line = bytes.first(newline - 1);
    if (!std::all_of(line.begin(), line.end(), isLineCharacter))
        return malformed();
    m_lineBytes += std::max<qsizetype>(0, length - free);
    if (m_part == Part::Size)
        readSize(line, body.size());
    else
        readTrailer(line);
    return length;
}

void ChunkedBody::readSize(QByteArrayView line, qint64 before)
{
    const auto end = std::find_if_not(line.begin(), line.end(), isHexDigit);
    const qsizetype digits = end - line.begin();
    const QByteArrayView rest = line.sliced(digits);
    if (digits < 1 || digits > kSizeDigits || (!rest.isEmpty() && !rest.trimmed().startsWith(';'))) {
        malformed();
        return;
    }
    m_missing = line.first(digits).toByteArray().toLongLong(nullptr, 16);
    if (before + m_missing > m_maxBytes)
        m_state = State::TooLarge;
    m_part = m_missing > 0 ? Part::Data : Part::Trailer;
}

qsizetype ChunkedBody::readData(QByteArrayView bytes, QByteArray &body)
{
    const qsizetype now = std::min<qsizetype>(bytes.size(), m_missing);
    body.append(bytes.first(now));
    m_missing -= now;
    if (m_missing == 0)
        m_part = Part::DataEnd;
    return now;
}

qsizetype ChunkedBody::readDataEnd(QByteArrayView bytes)
{
    if (!QByteArrayView("\r\n").startsWith(bytes.first(std::min<qsizetype>(bytes.size(), 2))))
        return malformed();
    if (bytes.size() < 2)
        return 0;
    m_part = Part::Size;
    return 2;
}

/// Nothing that a trailer says is used, so it can't contradict the head.
void ChunkedBody::readTrailer(QByteArrayView line)
{
    if (line.isEmpty()) {
        m_state = State::Done;
        return;
    }
    const QByteArrayView name = line.first(std::max<qsizetype>(line.indexOf(':'), 0));
    if (name.isEmpty() || !std::all_of(name.begin(), name.end(), isNameCharacter) ||
        ++m_trailers > m_limits.headerFields)
        malformed();
}

qsizetype ChunkedBody::malformed()
{
    m_state = State::Malformed;
    return 0;
}

} // namespace pl::http
