#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <utility>

/// The server's log: one line an event on standard error, as key=value pairs (logfmt). No personal data and no secrets:
/// no bodies, no query strings, no addresses of people.
namespace pl::log {

using Field = std::pair<const char *, QString>;

void info(const char *event, std::initializer_list<Field> fields = {});
void warn(const char *event, std::initializer_list<Field> fields = {});

/// Sends Qt's own messages into the log. From now on what is told as information waits until the main thread has
/// nothing more to do at once: a busy server writes many requests' lines in one go. Warnings never wait.
void install();

/// One line's text, without the line end; `time` in ISO 8601.
QByteArray line(const QString &time, const char *level, const char *event, std::initializer_list<Field> fields);

} // namespace pl::log
