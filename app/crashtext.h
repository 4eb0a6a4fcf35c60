#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace pl::app {

/// Text in a buffer of its own, always ended by a zero: no heap, no locale, no lock, so that a signal's handler can
/// write with it. What has no room is left out.
class CrashText
{
public:
    static constexpr std::size_t kRoom = 2048;

    CrashText &add(const char *text, std::size_t most = kRoom)
    {
        for (std::size_t i = 0; i < most && text[i] != '\0' && m_size + 1 < kRoom; ++i)
            m_text[m_size++] = text[i];
        return *this;
    }
    /// At least so many digits.
    CrashText &addNumber(std::uint64_t number, int digits = 1) { return addDigits(number, 10, digits); }
    CrashText &addHex(std::uint64_t number) { return add("0x").addDigits(number, 16, 1); }
    /// "20261130-051200", of seconds since 1970, in UTC.
    CrashText &addTime(std::int64_t seconds)
    {
        using namespace std::chrono;
        const sys_seconds time{std::chrono::seconds(seconds)};
        const sys_days day = floor<days>(time);
        const year_month_day date(day);
        const hh_mm_ss clock(time - day);
        addNumber(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
        addNumber(static_cast<unsigned>(date.month()), 2).addNumber(static_cast<unsigned>(date.day()), 2).add("-");
        addNumber(static_cast<std::uint64_t>(clock.hours().count()), 2);
        addNumber(static_cast<std::uint64_t>(clock.minutes().count()), 2);
        return addNumber(static_cast<std::uint64_t>(clock.seconds().count()), 2);
    }

    const char *data() const { return m_text.data(); }
    std::size_t size() const { return m_size; }

private:
    CrashText &addDigits(std::uint64_t number, unsigned base, int least)
    {
        std::array<char, 24> reversed{};
        int count = 0;
        for (; number > 0 || count < least; number /= base)
            reversed[static_cast<std::size_t>(count++)] = "0123456789abcdef"[number % base];
        while (count > 0) {
            const char digit[] = {reversed[static_cast<std::size_t>(--count)], '\0'};
            add(digit);
        }
        return *this;
    }

    std::array<char, kRoom> m_text{};
    std::size_t m_size = 0;
};

/// The end of a module's path: whose home it is in is nobody's business.
inline const char *crashModuleName(const char *path)
{
    const char *name = path;
    for (const char *c = path; *c != '\0'; ++c)
        if (*c == '/' || *c == '\\')
            name = c + 1;
    return name;
}

} // namespace pl::app
