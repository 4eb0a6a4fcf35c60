#include "server/main/commands/program.h"

#include "server/main/commands/checkcommand.h"
#include "server/main/commands/demodatacommand.h"
#include "server/main/commands/journalcommand.h"
#include "server/main/commands/keyscommand.h"
#include "server/main/commands/migratecommand.h"
#include "server/main/commands/servecommand.h"
#include "server/main/commands/sourcecommand.h"
#include "server/main/commands/usercommand.h"

#include <cstdio>

namespace pl {

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

constexpr const char *kSummary = "Takes customer leads in, keeps them safe and hands them to the office.\n\n"
                                 "Commands:\n"
                                 "  serve      runs the server (default)\n"
                                 "  migrate    brings a Supabase project's database to this version\n"
                                 "  source     lead sources and their keys\n"
                                 "  user       the people of the office\n"
                                 "  keys       the keys of the embedded Supabase\n"
                                 "  journal    what was taken in: what waits, what was set aside, is it sound\n"
                                 "  check      compares Stripe with the payments\n"
                                 "  demo-data  adds sample data\n\n"
                                 "A command's own options: COMMAND --help";

template <class C>
std::unique_ptr<Command> make()
{
    return std::make_unique<C>();
}

struct Entry
{
    const char *name;
    std::unique_ptr<Command> (*make)();
};

constexpr Entry kCommands[] = {{"serve", make<ServeCommand>},   {"migrate", make<MigrateCommand>},
                               {"source", make<SourceCommand>}, {"user", make<UserCommand>},
                               {"keys", make<KeysCommand>},     {"demo-data", make<DemoDataCommand>},
                               {"check", make<CheckCommand>},   {"journal", make<JournalCommand>}};

void print(std::FILE *file, const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), file);
    std::fflush(file);
}

/// The command line with the command's name as its first argument.
QStringList withCommand(QStringList arguments)
{
    if (arguments.size() < 2 || arguments.at(1).startsWith(u'-'))
        arguments.insert(1, QStringLiteral("serve"));
    return arguments;
}

std::unique_ptr<Command> commandOf(const QString &name)
{
    for (const Entry &entry : kCommands)
        if (name == QLatin1StringView(entry.name))
            return entry.make();
    return nullptr;
}

int exitCodeFor(const Result<QByteArray> &output)
{
    if (output) {
        print(stdout, *output);
        return 0;
    }
    print(stderr, "plumber-leads-server: " + output.error().message.toUtf8() + '\n');
    return output.error().remoteCode == u"usage" ? kUsage : kFailed;
}

} // namespace

int runProgram(QCoreApplication &application)
{
    const QStringList arguments = withCommand(application.arguments());
    const auto command = commandOf(arguments.at(1));
    if (!command)
        return exitCodeFor(Error{ErrorCode::InvalidInput,
                                 QStringLiteral("There is no command \"%1\"; see --help.").arg(arguments.at(1)),
                                 {},
                                 QStringLiteral("usage")});
    QCommandLineParser parser;
    parser.setApplicationDescription(QString::fromLatin1(kSummary));
    parser.addHelpOption();
    parser.addVersionOption();
    command->describe(parser);
    parser.process(arguments);
    // Queued: a command may finish before the event loop runs.
    QObject::connect(
        command.get(), &Command::finished, &application,
        [](const Result<QByteArray> &output) { QCoreApplication::exit(exitCodeFor(output)); }, Qt::QueuedConnection);
    command->start(parser);
    return QCoreApplication::exec();
}

} // namespace pl
