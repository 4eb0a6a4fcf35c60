#pragma once

#include <CLI/CLI.hpp>

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace pl {

/// What the program is called in its own texts, whatever the path it was started by.
inline constexpr const char *kProgramName = "plumber-leads-server";

/// The command's words, without the program's name: "source add"; empty for the program itself.
QString commandPath(const CLI::App &app);
/// "plumber-leads-server source add NAME [options]"
QString usageOf(const CLI::App &app);
/// The verbs, or the program's commands.
QStringList commandNames(const CLI::App &app);
/// "--data", "--json", …; hidden ones are left out.
QStringList optionNames(const CLI::App &app);
/// What `--help` prints: at most 80 columns wide where words allow it.
QByteArray helpOf(const CLI::App &app);

} // namespace pl
