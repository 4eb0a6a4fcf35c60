#include "server/main/logging.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QDateTime>
#include <QThread>

#include <cstdio>

namespace pl::log {

namespace {

constexpr std::size_t kBuffer = 64 * 1024;
constexpr int kUsualLine = 160;

bool needsQuotes(const QByteArray &text)
{
    return text.isEmpty() || std::any_of(text.begin(), text.end(), [](char c) {
               return uchar(c) <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f;
           });
}

QByteArray quoted(const QByteArray &text)
{
    QByteArray out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        // A line is one event, whatever a value holds.
        out += uchar(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out + '"';
}

/// ISO 8601 in UTC with milliseconds; the part before them is made once a second.
QByteArray currentTime()
{
    thread_local qint64 madeFor = -1;
    thread_local QByteArray text;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now / 1000 != std::exchange(madeFor, now / 1000))
        text = QDateTime::fromSecsSinceEpoch(madeFor, Qt::UTC).toString(u"yyyy-MM-ddThh:mm:ss.").toLatin1();
    return text + QByteArray::number(now % 1000).rightJustified(3, '0') + 'Z';
}

bool isInMainThread()
{
    return qApp && QThread::currentThread() == qApp->thread();
}

void write(const char *level, const char *event, std::initializer_list<Field> fields)
{
    const QByteArray text = line(currentTime(), level, event, fields) + '\n';
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
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
    QByteArray text;
    text.reserve(kUsualLine);
    text.append("time=").append(time).append(" level=").append(level).append(" event=").append(event);
    for (const auto &[key, value] : fields) {
        const QByteArray &utf8 = value.utf8();
        text.append(' ').append(key).append('=').append(needsQuotes(utf8) ? quoted(utf8) : utf8);
    }
    return text;
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
