#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>

/// The server's log: one line per event on standard error, as key=value pairs (logfmt). It holds no personal data and
/// no secrets: no bodies, no query strings, no e-mail addresses.
namespace pl::log {

/// A value's text, in UTF-8. The text it was made from must outlive it.
class Value
{
public:
    Value(const QString &text) : m_made(text.toUtf8()), m_utf8(m_made) {}
    Value(const QByteArray &utf8) : m_utf8(utf8) {}
    Value(const char *utf8) : m_utf8(utf8) {}
    Value(QByteArrayView utf8) : m_utf8(utf8) {}
    QByteArrayView utf8() const { return m_utf8; }

private:
    QByteArray m_made;
    QByteArrayView m_utf8;
};
using Field = std::pair<const char *, Value>;

void info(const char *event, std::initializer_list<Field> fields = {});
void warn(const char *event, std::initializer_list<Field> fields = {});

/// Sends Qt's own messages to the log. From then on, info lines are buffered until the main thread is idle, so that a
/// busy server writes many requests' lines at once. Warnings are written immediately.
void install();

/// One line's text, without the line break; `time` in ISO 8601.
QByteArray line(const QByteArray &time, const char *level, const char *event, std::initializer_list<Field> fields);

} // namespace pl::log
