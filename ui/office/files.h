#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace pl::ui {

// Files that a person chose (filecontext.h).

/// Writes the whole file or leaves the old one in place. An error's message is a plain phrase, see
/// exporting::fileTrouble().
Result<> saveFile(const QString &path, const QByteArray &data);
/// At most `most` bytes of it. An error's message is the system's.
Result<QByteArray> readFile(const QString &path, qint64 most);
/// Somebody's words, safe as a part of a file's name.
QString fileNamePart(const QString &words);

} // namespace pl::ui
