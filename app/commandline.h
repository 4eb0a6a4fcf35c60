#pragma once

#include "models/base/result.h"
#include "ui/signin/signinview.h"
#include "ui/style/theme.h"

#include <QStringList>

#include <optional>

namespace pl::app {

/// What the program was started with.
struct CommandLine
{
    QString server;
    QString anonKey;
    QString email;
    std::optional<QString> password; ///< sign in at once, and remember nothing
    std::optional<ui::Appearance> appearance;
    QString screenshotFolder; ///< save pictures of the main views there, and quit
    QString settingsFile;     ///< instead of the person's own settings
    QString helpText;         ///< only this is wanted: print it, and quit
};

/// Reads the arguments (the program's name first). `readLine` gives the line that --password-stdin asks for. The
/// Error's sentence says what is wrong.
Result<CommandLine> parseCommandLine(const QStringList &arguments, const std::function<QString()> &readLine);

} // namespace pl::app
