#pragma once

#include <CLI/CLI.hpp>

#include <QString>
#include <QStringList>

#include <functional>
#include <initializer_list>
#include <optional>

namespace pl {

// What commands add to their part of the command line. A name without dashes is an argument; the last of several values
// counts. `into` keeps its value when nothing is given, and must outlive `app`.

/// `metavar`: what stands for the value in the help, such as "DIR". What `into` holds is shown as the default.
CLI::Option *addText(CLI::App &app, const char *name, const char *metavar, QString &into, const char *description);
CLI::Option *addArgument(CLI::App &app, const char *name, QString &into, const char *description);
/// May be repeated; an argument takes all that follow.
CLI::Option *addList(CLI::App &app, const char *name, const char *metavar, QStringList &into, const char *description);
/// A whole number, 0 or more.
CLI::Option *addNumber(CLI::App &app, const char *name, std::optional<int> &into, const std::string &description);
CLI::Option *addFlag(CLI::App &app, const char *name, bool &into, const char *description);

/// The help shows options of this group after a command's own.
inline constexpr const char *kCommonOptions = "Common options";
CLI::Option *addDataOption(CLI::App &app, QString &into);
CLI::Option *addJsonOption(CLI::App &app, bool &into);

/// A verb of a command; parsing it calls `chosen`. `example`: command lines without the program's name.
CLI::App &addVerb(CLI::App &app, const char *name, const char *description, const char *example,
                  std::function<void()> chosen);

/// The command needs one of its verbs, and takes these options before the verb as well. The help shows them with the
/// verbs.
void requireVerb(CLI::App &app, std::initializer_list<CLI::Option *> alsoBeforeTheVerb);

/// Text that must be one of these words.
CLI::Validator oneOf(const QStringList &words);

} // namespace pl
