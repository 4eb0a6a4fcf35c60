#include "server/main/logging.h"

#include "models/base/bytebuilder.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDateTime>
#include <QThread>

#include <cstdio>

namespace pl::log {

namespace {

constexpr std::size_t kBuffer = 64 * 1024;
using Line = ByteBuilder<256>;

/// The first bytes of the characters of breaksLines(). Text that has them is always quoted: they are rare enough.
constexpr char kC1Lead = char(0xC2);
constexpr char kPunctuationLead = char(0xE2);

bool needsQuotes(QByteArrayView text)
{
    return text.isEmpty() || std::any_of(text.begin(), text.end(), [](char c) {
               return uchar(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f || c == kC1Lead ||
                      c == kPunctuationLead;
           });
}

/// The length in bytes of the character at the beginning of `text` if some reader would break a line at it, or if it
/// reverses the order of what follows: controls (U+0000 to U+001F, U+007F to U+009F), U+2028 and U+2029, U+202A to
/// U+202E, U+2066 to U+2069. Otherwise 0.
int breaksLines(QByteArrayView text)
{
    const auto byte = [text](qsizetype at) { return at < text.size() ? uchar(text.at(at)) : uchar(0); };
    if (byte(0) < 0x20 || byte(0) == 0x7f)
        return 1;
    if (byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0)
        return 2;
    const bool isMark =
        byte(1) == 0x80 ? byte(2) >= 0xA8 && byte(2) <= 0xAE : byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9;
    return byte(0) == 0xE2 && isMark ? 3 : 0;
}

/// Keeps an event on one line, whatever the value holds.
QByteArray quoted(QByteArrayView text)
{
    QByteArray out = "\"";
    while (!text.isEmpty()) {
        const int broken = breaksLines(text);
        const char c = broken > 0 ? ' ' : text.front();
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
        text = text.sliced(std::max(broken, 1));
    }
    return out + '"';
}

/// ISO 8601 in UTC with milliseconds; the part before them is formatted once a second.
const QByteArray &currentTime()
{
    thread_local qint64 madeFor = -1;
    thread_local QByteArray text;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now / 1000 != std::exchange(madeFor, now / 1000))
        text = QDateTime::fromSecsSinceEpoch(madeFor, Qt::UTC).toString(u"yyyy-MM-ddThh:mm:ss.000'Z'").toLatin1();
    char *end = text.data() + text.size() - 1;
    for (qint64 rest = now % 1000, digit = 0; digit < 3; ++digit, rest /= 10)
        *--end = char('0' + rest % 10);
    return text;
}

bool isInMainThread()
{
    return qApp && QThread::currentThread() == qApp->thread();
}

void addLine(Line &line, QByteArrayView time, const char *level, const char *event, std::initializer_list<Field> fields)
{
    line.add("time=").add(time).add(" level=").add(level).add(" event=").add(event);
    for (const auto &[key, value] : fields) {
        line.add(' ').add(key).add('=');
        needsQuotes(value.utf8()) ? line.add(quoted(value.utf8())) : line.add(value.utf8());
    }
}

void write(const char *level, const char *event, std::initializer_list<Field> fields)
{
    Line line;
    addLine(line, currentTime(), level, event, fields);
    line.add('\n');
    std::fwrite(line.view().data(), 1, std::size_t(line.size()), stderr);
    if (!isInMainThread() || qstrcmp(level, "info") != 0)
        std::fflush(stderr);
}

void onQtMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    write(type == QtDebugMsg || type == QtInfoMsg ? "info" : "warn", "message", {{"text", message}});
    if (type == QtFatalMsg) {
        std::fflush(stderr);
        std::abort();
    }
}

} // namespace

QByteArray line(const QByteArray &time, const char *level, const char *event, std::initializer_list<Field> fields)
{
    Line text;
    addLine(text, time, level, event, fields);
    return text.bytes();
}

void info(const char *event, std::initializer_list<Field> fields)
{
    write("info", event, fields);
}

void warn(const char *event, std::initializer_list<Field> fields)
{
    write("warn", event, fields);
}

void install()
{
    qInstallMessageHandler(onQtMessage);
    std::setvbuf(stderr, nullptr, _IOFBF, kBuffer);
    if (auto *events = QAbstractEventDispatcher::instance())
        QObject::connect(events, &QAbstractEventDispatcher::aboutToBlock, events, [] { std::fflush(stderr); });
}

} // namespace pl::log
