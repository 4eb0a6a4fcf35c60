#pragma once

#include "models/base/result.h"

#include <QSaveFile>

namespace pl::exporting {

/// Why a file can't be written, as the end of a sentence that names the file: "the disk is full".
QString fileTrouble(QFileDevice::FileError error, const QString &systemSays);

/// A file that appears as a whole, or not at all. Its errors are plain phrases, see fileTrouble().
class OutputFile
{
public:
    explicit OutputFile(const QString &path) : m_file(path) {}

    Result<> open();
    Result<> write(const QByteArray &bytes);
    Result<> commit();
    /// For what writes to a device by itself; what went wrong there, commit() tells.
    QIODevice &device() { return m_file; }

private:
    Error trouble() const;

    QSaveFile m_file;
};

} // namespace pl::exporting
