#pragma once

#include "server/main/commands/command.h"

#include <QStringList>

#include <memory>
#include <vector>

namespace pl {

/// The program's command line: its commands, what each of them takes, and what a line of arguments means. For one line.
class ServerCommandLine
{
public:
    struct Parsed
    {
        Command *command = nullptr; ///< what to run, with its arguments in it; null: only print `text`
        QByteArray text = {};       ///< the help or the version
    };

    ServerCommandLine();
    ~ServerCommandLine();

    /// `arguments`: without the program's path. Without a command's name they are those of `serve`. Throws nothing;
    /// what makes no sense is a usageError() of one line.
    Result<Parsed> parse(const QStringList &arguments);

    const CLI::App &app() const { return *m_app; }

private:
    template <class C>
    void add(const char *name, const char *description);

    std::vector<std::unique_ptr<Command>> m_commands;
    std::unique_ptr<CLI::App> m_app; // writes into the commands
    Command *m_chosen = nullptr;
};

} // namespace pl
