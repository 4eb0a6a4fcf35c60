#pragma once

#include "models/base/result.h"
#include "ui/signin/signinview.h"
#include "ui/style/theme.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace pl::app {

/// The command line's arguments.
struct CommandLine
{
    QString server;
    QString anonKey;
    QString email;
    std::optional<QString> password; ///< sign in at once, and remember nothing
    std::optional<ui::Appearance> appearance;
    std::optional<QSize> windowSize; ///< of the office's window
    QString screenshotFolder;        ///< save pictures of the main views there, and quit
    QString settingsFile;            ///< instead of the person's own settings
    QString helpText;                ///< if not empty, print it and quit
};

/// Reads the arguments (the program's name first). `readLine` returns the line that --password-stdin reads. The
/// Error's sentence says what is wrong.
Result<CommandLine> parseCommandLine(const QStringList &arguments, const std::function<QString()> &readLine);

} // namespace pl::app
