#include "server/main/commands/servercommandline.h"

#include "models/base/version.h"
#include "server/main/commands/backupcommand.h"
#include "server/main/commands/checkcommand.h"
#include "server/main/commands/commandhelp.h"
#include "server/main/commands/demodatacommand.h"
#include "server/main/commands/erasecommand.h"
#include "server/main/commands/importcommand.h"
#include "server/main/commands/intakecommand.h"
#include "server/main/commands/journalcommand.h"
#include "server/main/commands/keyscommand.h"
#include "server/main/commands/migratecommand.h"
#include "server/main/commands/movecommand.h"
#include "server/main/commands/personcommand.h"
#include "server/main/commands/proofcommand.h"
#include "server/main/commands/restorecommand.h"
#include "server/main/commands/servecommand.h"
#include "server/main/commands/sourcecommand.h"
#include "server/main/commands/spelling.h"
#include "server/main/commands/templatecommand.h"
#include "server/main/commands/usercommand.h"

namespace pl {

namespace {

const QStringList kOwnOptions{QStringLiteral("-h"), QStringLiteral("--help"), QStringLiteral("-v"),
                              QStringLiteral("--version")};

QStringList withCommand(QStringList arguments)
{
    const QString first = arguments.value(0);
    if (first.isEmpty() || (first.startsWith(u'-') && !kOwnOptions.contains(first)))
        arguments.prepend(QStringLiteral("serve"));
    return arguments;
}

const CLI::App &deepest(const CLI::App &app)
{
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? app : deepest(*chosen.back());
}

QString suggestion(const QString &nearest, const CLI::App &app)
{
    if (!nearest.isEmpty())
        return QStringLiteral(" Did you mean \"%1\"?").arg(nearest);
    const QStringList words{QString::fromLatin1(kProgramName), commandPath(app), QStringLiteral("--help")};
    return QStringLiteral(" See \"%1\".").arg(words.join(u' ').simplified());
}

QString unknownWord(const CLI::App &root, const CLI::App &app, const QString &word)
{
    if (word.size() > 1 && word.startsWith(u'-')) {
        const QString option = word.section(u'=', 0, 0);
        return QStringLiteral("There is no option \"%1\".").arg(option) +
               suggestion(nearestWord(option, optionNames(app) + optionNames(root)), app);
    }
    if (app.get_subcommands({}).empty())
        return QStringLiteral("Unexpected argument \"%1\". Usage: %2").arg(word, usageOf(app));
    const QString nearest = nearestWord(word, commandNames(app));
    const auto full = [&app](const QString &verb) { return (commandPath(app) + u' ' + verb).trimmed(); };
    return QStringLiteral("There is no command \"%1\".").arg(full(word)) +
           suggestion(nearest.isEmpty() ? QString() : full(nearest), app);
}

/// The first word that means nothing where it stands, if there is one.
QString unknownWordIn(const CLI::App &root, const CLI::App &app)
{
    for (const std::string &word : app.remaining())
        if (word != "--") // said that arguments follow
            return unknownWord(root, app, QString::fromStdString(word));
    const auto chosen = app.get_subcommands();
    return chosen.empty() ? QString() : unknownWordIn(root, *chosen.back());
}

QString missing(const CLI::App &app, const QString &what)
{
    if (const QStringList names = commandNames(app); !names.isEmpty())
        return QStringLiteral("Usage: %1, where COMMAND is one of: %2").arg(usageOf(app), names.join(u", "));
    return QStringLiteral("%1 is missing. Usage: %2").arg(what, usageOf(app));
}

/// One line for people about what CLI11 refused. Of its own errors only the option's name is used, and the sentences of
/// this program's validators.
QString sentenceOf(const CLI::App &root, const std::exception &error)
{
    if (const QString unknown = unknownWordIn(root, root); !unknown.isEmpty())
        return unknown;
    const QString said = QString::fromStdString(error.what());
    if (dynamic_cast<const CLI::RequiredError *>(&error))
        return missing(deepest(root), said.section(u' ', 0, 0));
    if (dynamic_cast<const CLI::ArgumentMismatch *>(&error) == nullptr)
        return said + u'.';
    const QString option = said.section(u' ', 0, 0);
    return option.endsWith(u':') ? QStringLiteral("%1 needs a value.").arg(option.chopped(1))
                                 : QStringLiteral("--%1 takes no value.").arg(option);
}

} // namespace

ServerCommandLine::ServerCommandLine()
    : m_app(std::make_unique<CLI::App>("Takes in customers' leads, keeps them safe, and hands them to the office.",
                                       kProgramName))
{
    m_app->allow_windows_style_options(false);
    m_app->set_help_flag("-h,--help", "Show this help and exit.");
    m_app->set_version_flag("-v,--version", std::string(kProgramName) + ' ' + versionText().toStdString(),
                            "Show the version and exit.");
    m_app->require_subcommand(1);
    add<ServeCommand>("serve", "Runs the server; the default command.");
    add<MigrateCommand>("migrate", "Updates a Supabase project's database to this version.");
    add<MoveCommand>("move-to-supabase", "Moves an office from the embedded store to a Supabase project.");
    add<SourceCommand>("source", "Manages lead sources and their keys.");
    add<IntakeCommand>("intake", "Shows what sources sent and what is no lead yet, and sorts it.");
    add<ImportCommand>("import", "Brings in leads or plumbers from a file, and takes that back.");
    add<PersonCommand>("person", "Shows everything that is kept about a customer.");
    add<ProofCommand>("proof", "Writes the proof of one lead: consent, messages, history, payments.");
    add<EraseCommand>("erase", "Erases a customer everywhere.");
    add<UserCommand>("user", "Manages the accounts of the office's people.");
    add<TemplateCommand>("template", "Shows the words of messages, and changes them.");
    add<KeysCommand>("keys", "Prints the keys of the embedded Supabase.");
    add<JournalCommand>("journal", "Shows what was taken in, and retries, saves, or checks it.");
    add<BackupCommand>("backup", "Saves the server's data in one file, also while it runs.");
    add<RestoreCommand>("restore", "Checks a backup and puts its data into an empty folder.");
    add<CheckCommand>("check", "Checks for inconsistencies.");
    add<DemoDataCommand>("demo-data", "Adds sample leads, plumbers, and services.");
    // Last: commands would inherit it.
    m_app->footer(
        "\"plumber-leads-server COMMAND --help\" describes a command. Exit codes: 0 done, 1 failed, 2 wrong usage.");
}

ServerCommandLine::~ServerCommandLine() = default;

template <class C>
void ServerCommandLine::add(const char *name, const char *description)
{
    m_commands.push_back(std::make_unique<C>());
    Command *command = m_commands.back().get();
    CLI::App *app = m_app->add_subcommand(name, description);
    command->describe(*app);
    app->final_callback([this, command] { m_chosen = command; });
}

Result<ServerCommandLine::Parsed> ServerCommandLine::parse(const QStringList &arguments)
{
    std::vector<std::string> words; // the last one first, as CLI11 takes them
    for (const QString &word : withCommand(arguments))
        words.insert(words.begin(), word.toStdString());
    try {
        m_app->parse(words);
        return Parsed{m_chosen};
    } catch (const CLI::CallForHelp &) {
        return Parsed{nullptr, helpOf(deepest(*m_app))};
    } catch (const CLI::CallForVersion &version) {
        return Parsed{nullptr, QByteArray(version.what()) + '\n'};
    } catch (const std::exception &error) {
        return usageError(sentenceOf(*m_app, error));
    }
}

} // namespace pl
