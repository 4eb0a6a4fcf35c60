#pragma once

#include "models/base/result.h"

#include <QByteArray>

#include <functional>

class QWidget;

namespace pl::ui {

// Files that a person chooses.

/// Asks where to save a file of that name and calls `chosen` with the path; not at all when the person gives up.
using AskWhereToSave =
    std::function<void(QWidget *parent, const QString &name, const std::function<void(const QString &)> &chosen)>;
/// Asks for a file that is there, whose name usually ends in `suffix` ("json"), and calls `chosen` likewise.
using AskForFile =
    std::function<void(QWidget *parent, const QString &suffix, const std::function<void(const QString &)> &chosen)>;

/// Writes the whole file or leaves the old one in place. An error's message is the system's.
Result<> saveFile(const QString &path, const QByteArray &data);
/// At most `most` bytes of it. An error's message is the system's.
Result<QByteArray> readFile(const QString &path, qint64 most);
/// Somebody's words, safe as a part of a file's name.
QString fileNamePart(const QString &words);

} // namespace pl::ui
