#pragma once

#include <QByteArray>
#include <QVarLengthArray>

#include <array>
#include <charconv>

namespace pl {

/// Bytes put together from small pieces, for what is written thousands of times a second: QByteArray::append is a call
/// into the library for each piece. Up to `Usual` bytes take no memory but the builder's own.
template <qsizetype Usual>
class ByteBuilder
{
public:
    ByteBuilder &add(QByteArrayView piece)
    {
        m_bytes.append(piece.data(), piece.size());
        return *this;
    }
    ByteBuilder &add(char c)
    {
        m_bytes.append(c);
        return *this;
    }
    ByteBuilder &addNumber(qint64 number)
    {
        std::array<char, 20> digits;
        const char *end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        return add({digits.data(), end});
    }
    /// `many` more bytes, to be written by the caller.
    char *grow(qsizetype many)
    {
        m_bytes.resize(m_bytes.size() + many);
        return m_bytes.end() - many;
    }
    void clear() { m_bytes.clear(); }

    qsizetype size() const { return m_bytes.size(); }
    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// Valid until the builder changes.
    QByteArrayView view() const { return {m_bytes.constData(), m_bytes.size()}; }
    QByteArray bytes() const { return view().toByteArray(); }

private:
    QVarLengthArray<char, Usual> m_bytes;
};

} // namespace pl
