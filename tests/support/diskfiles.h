#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>

namespace pl::test {

/// What another process reads of a file; nothing when it isn't there. For databases that this process has open: on
/// POSIX systems a process that closes a file loses all of its locks on it, and SQLite in this process with them
/// (https://www.sqlite.org/howtocorrupt.html, 2.2).
inline QByteArray bytesOf(const QString &path)
{
#ifdef Q_OS_UNIX
    QProcess cat;
    cat.start(QStringLiteral("cat"), {path});
    return cat.waitForFinished() ? cat.readAllStandardOutput() : QByteArray();
#else
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
#endif
}

/// The same of all files of a folder.
inline QByteArray bytesIn(const QString &folder)
{
    QByteArray bytes;
    for (const QString &name : QDir(folder).entryList(QDir::Files))
        bytes += bytesOf(QDir(folder).filePath(name));
    return bytes;
}

/// Copies a file that this process may have open as a database.
inline bool copyAsItIs(const QString &from, const QString &to)
{
    QFile copy(to);
    const QByteArray bytes = bytesOf(from);
    return QFile::exists(from) && copy.open(QFile::WriteOnly | QFile::NewOnly) && copy.write(bytes) == bytes.size();
}

} // namespace pl::test
