#pragma once

#include <QByteArray>
#include <QVarLengthArray>

#include <array>
#include <charconv>

namespace pl {

/// Builds a byte array from small pieces, for code that runs thousands of times a second, where QByteArray::append
/// would cost a library call for each piece. Up to `Usual` bytes need no heap memory.
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
    /// Adds `many` uninitialized bytes for the caller to write.
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
