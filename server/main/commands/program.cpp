#include "server/main/commands/program.h"

#include "server/main/commands/commandhelp.h"
#include "server/main/commands/servercommandline.h"

#include <cstdio>

namespace pl {

namespace {

void print(std::FILE *file, const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), file);
    std::fflush(file);
}

int exitCodeFor(const Result<QByteArray> &output)
{
    if (output) {
        print(stdout, *output);
        return int(ExitCode::Done);
    }
    print(stderr, QByteArray(kProgramName) + ": " + output.error().message.toUtf8() + '\n');
    return int(output.error().remoteCode == u"usage" ? ExitCode::Usage : ExitCode::Failed);
}

} // namespace

int runProgram(QCoreApplication &application)
{
    ServerCommandLine commandLine;
    // Qt's arguments, not main's: on Windows those are not UTF-8.
    const auto parsed = commandLine.parse(QCoreApplication::arguments().mid(1));
    if (!parsed)
        return exitCodeFor(parsed.error());
    if (!parsed->command)
        return exitCodeFor(parsed->text);
    // Queued: a command may finish before the event loop runs.
    QObject::connect(
        parsed->command, &Command::finished, &application,
        [](const Result<QByteArray> &output) { QCoreApplication::exit(exitCodeFor(output)); }, Qt::QueuedConnection);
    parsed->command->start();
    return QCoreApplication::exec();
}

} // namespace pl
