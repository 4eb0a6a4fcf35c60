#pragma once

#include "server/http/limits.h"

#include <QByteArrayView>

namespace pl::http {

/// Decodes a body in chunks (RFC 9112 §7.1), piece by piece and in linear time.
///
/// Strict where programs differ, because that enables request smuggling: a size is 1 to 8 hexadecimal digits, every
/// line ends with CR LF, no other control character stands in one, and no line is folded. Extensions and trailers are
/// checked, counted, and dropped.
class ChunkedBody
{
public:
    enum class State { Open, Done, Malformed, TooLarge };

    /// `limits` must outlive it. A body may have `maxBytes`.
    ChunkedBody(const Limits &limits, qint64 maxBytes) : m_limits(limits), m_maxBytes(maxBytes) {}

    State state() const { return m_state; }
    /// Reads the front of `bytes`, appends what it holds to `body`, and returns how many bytes it has used. A line that
    /// is not complete is not used.
    qsizetype read(QByteArrayView bytes, QByteArray &body);

private:
    enum class Part { Size, Data, DataEnd, Trailer };

    qsizetype step(QByteArrayView bytes, QByteArray &body);
    qsizetype readLine(QByteArrayView bytes, const QByteArray &body);
    qsizetype readData(QByteArrayView bytes, QByteArray &body);
    qsizetype readDataEnd(QByteArrayView bytes);
    void readSize(QByteArrayView line, qint64 before);
    void readTrailer(QByteArrayView line);
    qsizetype malformed();

    const Limits &m_limits;
    const qint64 m_maxBytes;
    State m_state = State::Open;
    Part m_part = Part::Size;
    qint64 m_missing = 0;   // of the current chunk
    qint64 m_lineBytes = 0; // of all extensions and trailers
    int m_trailers = 0;
};

} // namespace pl::http
