#pragma once

#include "models/base/result.h"
#include "server/journal/filelock.h"

#include <QString>

#include <memory>

namespace pl {

/// The folder that holds all of the server's data: the journal, the embedded database, its keys.
class DataDir
{
public:
    /// Creates the folder if necessary, readable by its owner alone. An empty path means `defaultPath`.
    static Result<DataDir> open(const QString &path);
    /// In the user's own data folder.
    static QString defaultPath();

    const QString &path() const { return m_path; }
    QString file(const char *name) const { return m_path + u'/' + QString::fromLatin1(name); }

    /// Only one server may use a folder. Fails with Conflict and a sentence that says where the other one listens.
    Result<std::unique_ptr<journal::FileLock>> lock() const;

    /// Where the server that uses this folder listens, or last listened; commands show it to people.
    QString address() const;
    Result<> setAddress(const QString &url) const;

    /// Whether the office has moved to a Supabase project: the embedded database here is history.
    bool isMoved() const;
    Result<> setMoved() const;

private:
    explicit DataDir(QString path) : m_path(std::move(path)) {}
    QString m_path;
};

/// Writes a file that only its owner can read, completely or not at all.
Result<> writePrivateFile(const QString &path, const QByteArray &content);

/// Creates the file if there is none, and makes it readable by its owner alone. SQLite gives its other files the same
/// permissions.
Result<> makePrivateFile(const QString &path);

} // namespace pl
