#include "models/columns/imageblocks.h"

#include <array>
#include <bit>
#include <cstring>

namespace pl::columns {
namespace {

/// What stands before a block.
struct BlockHead
{
    std::uint64_t size;
    std::uint64_t checksum;
};

/// Four sums side by side, so that a processor works on all of them at once: some GB/s, where a CRC takes as long as
/// reading. Against what disks and kills do to files, not against people.
class Checksum
{
public:
    explicit Checksum(std::uint64_t seed) : m_lanes{seed ^ kFirst, seed + kSecond, ~seed, seed * kFirst} {}

    std::uint64_t of(const char *bytes, std::size_t size)
    {
        const char *const end = bytes + size / sizeof m_lanes * sizeof m_lanes;
        for (; bytes != end; bytes += sizeof m_lanes)
            add(bytes);
        std::array<char, sizeof m_lanes> last{};
        if (const std::size_t rest = size % sizeof m_lanes; rest > 0)
            std::memcpy(last.data(), bytes, rest);
        add(last.data());
        std::uint64_t sum = size;
        for (const std::uint64_t lane : m_lanes)
            sum = mixed(sum, lane);
        return sum ^ sum >> 32;
    }

private:
    static constexpr std::uint64_t kFirst = 0x9e3779b97f4a7c15;
    static constexpr std::uint64_t kSecond = 0xc2b2ae3d27d4eb4f;

    static std::uint64_t mixed(std::uint64_t sum, std::uint64_t word)
    {
        return std::rotl(sum ^ word * kSecond, 31) * kFirst;
    }
    void add(const char *bytes)
    {
        std::array<std::uint64_t, 4> words;
        std::memcpy(words.data(), bytes, sizeof words);
        for (std::size_t at = 0; at < words.size(); ++at)
            m_lanes[at] = mixed(m_lanes[at], words[at]);
    }

    std::array<std::uint64_t, 4> m_lanes;
};

} // namespace

void ImageWriter::bytes(const void *first, std::size_t size)
{
    const char *const from = static_cast<const char *>(first);
    const BlockHead head{size, Checksum(++m_blocks).of(from, size)};
    const auto write = [this](const char *what, std::size_t length) {
        const auto wanted = static_cast<qint64>(length);
        m_isFine = m_isFine && m_to.write(what, wanted) == wanted;
    };
    write(reinterpret_cast<const char *>(&head), sizeof head);
    if (size > 0)
        write(from, size);
}

bool ImageReader::read(char *to, std::size_t size)
{
    const auto wanted = static_cast<qint64>(size);
    if (wanted > m_left || (size > 0 && m_from.read(to, wanted) != wanted))
        return false;
    m_left -= wanted;
    return true;
}

/// The length is looked at before anybody makes room for it.
std::optional<std::size_t> ImageReader::begin()
{
    BlockHead head{};
    if (!read(reinterpret_cast<char *>(&head), sizeof head) || head.size > static_cast<std::uint64_t>(m_left))
        return std::nullopt;
    m_checksum = head.checksum;
    ++m_blocks;
    return static_cast<std::size_t>(head.size);
}

bool ImageReader::end(char *to, std::size_t size)
{
    return read(to, size) && Checksum(m_blocks).of(to, size) == m_checksum;
}

std::optional<std::size_t> ImageReader::bytes(char *to, std::size_t room)
{
    const auto size = begin();
    return size && *size <= room && end(to, *size) ? size : std::nullopt;
}

std::optional<std::uint64_t> ImageReader::number()
{
    std::uint64_t value = 0;
    const auto size = bytes(reinterpret_cast<char *>(&value), sizeof value);
    return size && *size == sizeof value ? std::optional(value) : std::nullopt;
}

} // namespace pl::columns
