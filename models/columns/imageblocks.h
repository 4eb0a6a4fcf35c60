#pragma once

#include <QIODevice>

#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

namespace pl::columns {

/// Writes memory as it is, in blocks that carry their lengths and checksums. Only a program of the same kind of machine
/// reads them again.
class ImageWriter
{
public:
    /// `to` is open, and outlives this.
    explicit ImageWriter(QIODevice &to) : m_to(to) {}

    void bytes(const void *first, std::size_t size);
    template <class T>
    void values(const std::vector<T> &values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes(values.data(), values.size() * sizeof(T));
    }
    void number(std::uint64_t value) { bytes(&value, sizeof value); }
    /// Everything was written so far.
    bool isFine() const { return m_isFine; }

private:
    QIODevice &m_to;
    std::uint64_t m_blocks = 0;
    bool m_isFine = true;
};

/// Reads what an ImageWriter wrote, block by block. Each call is false, and nothing that was read may be used, when the
/// block is cut or was changed, stood elsewhere, or has another length than it should.
class ImageReader
{
public:
    /// `from` is open, of a known size, and outlives this.
    explicit ImageReader(QIODevice &from) : m_from(from), m_left(from.size() - from.pos()) {}

    /// So many values, with room for some more.
    template <class T>
    bool values(std::vector<T> &values, std::size_t count)
    {
        const auto size = begin();
        return size && *size == count * sizeof(T) && fill(values, count);
    }
    /// However many there are.
    template <class T>
    bool values(std::vector<T> &values)
    {
        const auto size = begin();
        return size && *size % sizeof(T) == 0 && fill(values, *size / sizeof(T));
    }
    /// How many bytes there were; no more than `room`.
    std::optional<std::size_t> bytes(char *to, std::size_t room);
    std::optional<std::uint64_t> number();
    bool isAtEnd() const { return m_left == 0; }

private:
    std::optional<std::size_t> begin();
    bool end(char *to, std::size_t size);
    bool read(char *to, std::size_t size);
    template <class T>
    bool fill(std::vector<T> &values, std::size_t count)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        values.reserve(count + count / 16);
        values.resize(count);
        return end(reinterpret_cast<char *>(values.data()), count * sizeof(T));
    }

    QIODevice &m_from;
    qint64 m_left;
    std::uint64_t m_blocks = 0;
    std::uint64_t m_checksum = 0; ///< of the block that was begun
};

} // namespace pl::columns
