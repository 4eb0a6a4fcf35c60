#include "models/base/timestamp.h"

#include <chrono>

namespace pl {
namespace {

constexpr qint64 kMicrosPerSecond = 1'000'000;
constexpr qint64 kSecondsPerDay = 86'400;

/// Scans a text; every reader returns false at the first character that doesn't fit.
class Cursor
{
public:
    explicit Cursor(QStringView text) : m_text(text) {}
    bool atEnd() const { return m_pos == m_text.size(); }
    QChar peek() const { return atEnd() ? QChar() : m_text[m_pos]; }
    bool skip(char c)
    {
        if (peek() != QLatin1Char(c))
            return false;
        ++m_pos;
        return true;
    }
    bool skipOneOf(QLatin1StringView chars)
    {
        if (atEnd() || !chars.contains(peek()))
            return false;
        ++m_pos;
        return true;
    }
    bool digits(int count, int &out)
    {
        out = 0;
        for (int i = 0; i < count; ++i, ++m_pos) {
            const int d = peek().unicode() - u'0';
            if (atEnd() || d < 0 || d > 9)
                return false;
            out = out * 10 + d;
        }
        return true;
    }
    bool fraction(qint64 &micros)
    {
        const qsizetype first = m_pos;
        qint64 scale = kMicrosPerSecond / 10;
        bool roundUp = false;
        for (; !atEnd() && peek() >= u'0' && peek() <= u'9'; ++m_pos) {
            const int d = peek().unicode() - u'0';
            if (m_pos - first == 6)
                roundUp = d >= 5;
            micros += d * scale;
            scale /= 10;
        }
        micros += roundUp ? 1 : 0;
        return m_pos > first;
    }

private:
    QStringView m_text;
    qsizetype m_pos = 0;
};

/// Seconds east of UTC; an absent offset is UTC.
bool readOffset(Cursor &c, qint64 &seconds)
{
    seconds = 0;
    if (c.atEnd() || c.skipOneOf(QLatin1StringView("Zz")))
        return c.atEnd();
    const bool east = c.peek() == u'+';
    int hours = 0;
    int minutes = 0;
    if (!c.skipOneOf(QLatin1StringView("+-")) || !c.digits(2, hours))
        return false;
    if (!c.atEnd()) {
        c.skip(':');
        if (!c.digits(2, minutes))
            return false;
    }
    seconds = (east ? 1 : -1) * (hours * 3600 + minutes * 60);
    return c.atEnd() && hours < 16 && minutes < 60;
}

} // namespace

std::optional<Timestamp> Timestamp::parse(QStringView text)
{
    Cursor c(text.trimmed());
    int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
    if (!c.digits(4, year) || !c.skip('-') || !c.digits(2, month) || !c.skip('-') || !c.digits(2, day))
        return std::nullopt;
    qint64 micros = 0;
    if (!c.atEnd()) {
        if (!c.skipOneOf(QLatin1StringView("Tt ")) || !c.digits(2, hour) || !c.skip(':') || !c.digits(2, minute))
            return std::nullopt;
        if (c.skip(':') && (!c.digits(2, second) || (c.skip('.') && !c.fraction(micros))))
            return std::nullopt;
    }
    qint64 offset = 0;
    const QDate date(year, month, day);
    if (!readOffset(c, offset) || !date.isValid() || hour > 23 || minute > 59 || second > 59)
        return std::nullopt;
    const qint64 days = date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    const qint64 seconds = days * kSecondsPerDay + hour * 3600 + minute * 60 + second - offset;
    return Timestamp{seconds * kMicrosPerSecond + micros};
}

Timestamp Timestamp::now()
{
    using namespace std::chrono;
    return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

/// By hand, since a table of a million rows has millions of them: QDateTime reads its format each time.
QString Timestamp::toString() const
{
    using namespace std::chrono;
    const sys_time<microseconds> at{microseconds(micros)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss time(at - day);
    const int year = int(date.year());
    const bool isPlain = year >= 0 && year <= 9999;
    char text[] = "0000-00-00T00:00:00.000000";
    const auto write = [&text](int end, qint64 number) {
        for (; number > 0; number /= 10)
            text[--end] = char('0' + number % 10);
    };
    write(4, isPlain ? year : 0);
    write(7, unsigned(date.month()));
    write(10, unsigned(date.day()));
    write(13, time.hours().count());
    write(16, time.minutes().count());
    write(19, time.seconds().count());
    write(26, time.subseconds().count());
    int end = 26;
    while (text[end - 1] == '0')
        --end;
    if (text[end - 1] == '.')
        --end;
    const auto seconds = floor<std::chrono::seconds>(at).time_since_epoch().count();
    const QString whole =
        isPlain ? QString::fromLatin1(text, 19)
                : QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    return whole + QLatin1StringView(text + 19, end - 19) + QLatin1StringView("+00:00");
}

} // namespace pl
