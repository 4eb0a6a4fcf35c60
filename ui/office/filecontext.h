#pragma once

#include <QStringList>

#include <functional>

class QPrinter;
class QWidget;

namespace pl::ui {

/// The person's files and printers: dialogs of the system, which tests answer by themselves.
struct FileContext
{
    using Chosen = std::function<void(const QString &path)>;
    /// Asks where to save a file of that name and calls `chosen` with the path; not at all when the person gives up.
    std::function<void(QWidget *parent, const QString &name, const Chosen &chosen)> chooseFile;
    /// Asks for a file that is there, whose name usually ends in one of `suffixes` ("json"), and calls `chosen`
    /// likewise.
    std::function<void(QWidget *parent, const QStringList &suffixes, const Chosen &chosen)> openFile;
    /// Shows the folder of a file.
    std::function<void(const QString &path)> openFolder;
    /// Asks which printer and sets it up; then calls `chosen`. `printer` must live until then.
    std::function<void(QWidget *parent, QPrinter &printer, const std::function<void()> &chosen)> choosePrinter;
};

} // namespace pl::ui
