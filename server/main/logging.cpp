#include "server/main/logging.h"

#include <QDateTime>

#include <cstdio>

namespace pl::log {

namespace {

bool needsQuotes(const QString &text)
{
    return text.isEmpty() || std::any_of(text.begin(), text.end(), [](QChar c) {
               return c <= u' ' || c == u'"' || c == u'=' || c == u'\\' || c == QChar(0x7f);
           });
}

QByteArray quoted(const QString &text)
{
    QByteArray out = "\"";
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            out += '\\';
        // A line is one event, whatever a value holds.
        out += uchar(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return out + '"';
}

void write(const char *level, const char *event, std::initializer_list<Field> fields)
{
    const QByteArray text =
        line(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs), level, event, fields) + '\n';
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
}

void onQtMessage(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    write(type == QtDebugMsg || type == QtInfoMsg ? "info" : "warn", "message", {{"text", message}});
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

QByteArray line(const QString &time, const char *level, const char *event, std::initializer_list<Field> fields)
{
    QByteArray text = "time=" + time.toLatin1() + " level=" + level + " event=" + event;
    for (const auto &[key, value] : fields)
        text += QByteArray(" ") + key + '=' + (needsQuotes(value) ? quoted(value) : value.toUtf8());
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
}

} // namespace pl::log
